"""For whatever watches the site: is the process alive, and can it do its work?

Read by anybody who names one of the site's hosts, over http too: it says nothing that is not everybody's.
"""

from django.http import HttpResponse
from django.views.decorators.cache import never_cache

from inserm_intl.readiness.asking import reasons


def told(*lines: str, status: int = 200) -> HttpResponse:
    return HttpResponse("".join(f"{line}\n" for line in lines), status=status, content_type="text/plain; charset=utf-8")


@never_cache
def live(request):
    """The process answers, whatever becomes of what it needs."""
    return told("ok")


@never_cache
def ready(request):
    """Everything it needs is there; else a line for each reason."""
    wrong = reasons()
    return told(*wrong, status=503) if wrong else told("ready")
