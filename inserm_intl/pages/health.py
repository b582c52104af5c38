"""For whatever watches the site: is the process alive?"""

from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe


@csrf_exempt
@require_safe
def live(request):
    return HttpResponse("ok\n", content_type="text/plain")
