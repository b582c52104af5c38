"""Public documents of public agreements, to fetch: never another, and in nobody's way of knowing that there is one."""

from django.http import Http404
from django.utils.translation import gettext as _

from .models import Document
from .models.document import SHORT
from .papers.sent import sent


def fetch(request, reference: str, fingerprint: str):
    """A withdrawn document is gone at once: what was fetched before is asked for again."""
    found = Document.objects.public().select_related("agreement").filter(agreement__reference=reference)
    document = found.filter(sha256__startswith=fingerprint).first() if len(fingerprint) == SHORT else None
    if document is None:
        raise Http404(_("There is no such record."))
    answer = sent(document, document.public_name)
    answer["Cache-Control"] = "no-cache"
    return answer
