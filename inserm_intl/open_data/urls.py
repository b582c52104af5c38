from django.urls import include, path, register_converter
from django.urls.converters import StringConverter

from . import views
from .document import pages
from .document.views import Schema
from .files import views as files
from .harvesting import views as harvesting
from .nouns import KEY


class RecordKey(StringConverter):
    regex = KEY


register_converter(RecordKey, "key")

app_name = "data"
of_version_1 = [
    path("", views.Index.as_view(), name="index"),
    path("schema/", Schema.as_view(), name="schema"),
    path("docs/", pages.documentation, name="docs"),
    path("docs/<slug:language>/", pages.documentation, name="docs-in"),
    path("codes/", views.Codes.as_view(), name="codes"),
    path("codes.csv", files.CodesCsv.as_view(), name="codes-csv"),
    path("<slug:noun>.csv", files.CsvFile.as_view(), name="csv"),
    path("<slug:noun>.xlsx", files.XlsxFile.as_view(), name="xlsx"),
    path("<slug:noun>.geojson", files.GeoJsonFile.as_view(), name="geojson"),
    path("datapackage.json", harvesting.DataPackage.as_view(), name="datapackage"),
    path("<slug:noun>.schema.json", harvesting.TableSchema.as_view(), name="table-schema"),
    path("<slug:noun>/", views.Answer.as_view(), name="noun"),
    path("<slug:noun>/<key:key>/", views.Record.as_view(), name="record"),
]
urlpatterns = [
    path("api/v1/", include(of_version_1)),
    path("catalog.jsonld", harvesting.Catalogue.as_view(), name="catalog"),
]
