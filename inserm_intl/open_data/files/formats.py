"""The media types of files, by which a request's `Accept` is answered; no renderer writes them."""

from rest_framework.renderers import BaseRenderer


class Csv(BaseRenderer):
    format, media_type = "csv", "text/csv"
    content_type = "text/csv; charset=utf-8; header=present"


class Xlsx(BaseRenderer):
    format, media_type = "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    content_type = media_type


class GeoJson(BaseRenderer):
    """Of the nouns that stand at a place on a map."""

    nouns = ("partners",)
    format, media_type = "geojson", "application/geo+json"
    content_type = media_type
