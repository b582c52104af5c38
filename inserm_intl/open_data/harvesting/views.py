"""The addresses of the descriptions, which no question changes; they ask the database nothing."""

from django.http import Http404
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response

from inserm_intl.open_data.nouns import NOUNS
from inserm_intl.open_data.views import DataView

from .catalogue import catalogue
from .data_package import data_package
from .table_schema import table_schema


class JsonLd(JSONRenderer):
    media_type = "application/ld+json"
    format = "jsonld"


class TableSchema(DataView):
    """The columns of a noun's CSV, in the language of Accept-Language."""

    def get(self, request, noun: str):
        if noun not in NOUNS:
            raise Http404
        return Response(table_schema(NOUNS[noun]))


class DataPackage(DataView):
    """The CSV files of all nouns as one package, in the same language."""

    def get(self, request):
        return Response(data_package())


class Catalogue(DataView):
    """All of it for catalogues of open data, in every language at once."""

    renderer_classes = [JsonLd]

    def get(self, request):
        return Response(catalogue())
