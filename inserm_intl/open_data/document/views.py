"""The document for programs."""

from rest_framework.response import Response

from inserm_intl.open_data.views import DataView

from .drawing import document


class Schema(DataView):
    """OpenAPI 3.1, in the language of Accept-Language."""

    def get(self, request):
        return Response(document())
