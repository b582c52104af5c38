"""The document for programs."""

from django.utils.decorators import method_decorator
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page
from rest_framework.response import Response

from inserm_intl.open_data.views import DataView

from .drawing import document


@method_decorator([cache_control(no_cache=True), conditional_page], name="dispatch")
class Schema(DataView):
    """OpenAPI 3.1, in the language of Accept-Language."""

    def get(self, request):
        return Response(document())
