"""For whatever watches the site: is the process alive?"""

from django.http import HttpResponse


def live(request):
    return HttpResponse("ok\n", content_type="text/plain")
