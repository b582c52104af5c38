"""The addresses of files: each is the whole answer to a noun's question, whatever `page` and `cursor` say."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import FileResponse, Http404, HttpResponse, StreamingHttpResponse
from django.middleware.gzip import re_accepts_gzip
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
from rest_framework.renderers import JSONRenderer

from inserm_intl.numbers import number
from inserm_intl.open_data.codes import as_csv, codes
from inserm_intl.open_data.nouns import NOUNS, Noun
from inserm_intl.open_data.views import DataView
from inserm_intl.structured import absolute

from .csv_files import write_csv
from .database import reading
from .formats import Csv, GeoJson, Xlsx
from .geojson_files import write_geojson
from .spool import BLOCK, Spool, room
from .turns import turn
from .xlsx_files import MOST_ROWS, write_xlsx


class WholeFile(FileResponse):
    block_size = BLOCK


class DataFile(DataView):
    """The whole answer. A bad value answers 400; while another file is being written, or no more can be, 503."""

    nouns = tuple(NOUNS)
    counted_as = "files"
    write: Callable[[Noun, Any, Any], None]

    def get(self, request, noun: str):
        answered, question = self.asked(noun)
        with turn(), room(), reading():
            spool = Spool.of(partial(type(self).write, answered, question), compressed=self.is_compressed())
        response: Any = WholeFile(spool.file, **self.described(answered, question))
        # As Django says of pages: compressed, the same content is other bytes.
        response["ETag"] = f'W/"{spool.digest}"' if self.is_compressed() else f'"{spool.digest}"'
        answer = get_conditional_response(request, etag=response["ETag"], response=response)
        if answer is not response:
            spool.file.close()
        return answer

    def head(self, request, noun: str):
        """What a file would say of itself, without its length and its `ETag`: it is not written."""
        return StreamingHttpResponse([], **self.described(*self.asked(noun)))

    def asked(self, name: str):
        if name not in self.nouns:
            raise Http404
        noun = NOUNS[name]
        question = noun.asked(self.request.GET)
        if question.errors:
            raise ValidationError(question.errors)
        self.check(noun, question)
        return noun, question

    def check(self, noun: Noun, question) -> None:
        """Refuse what this format cannot hold."""

    def is_compressed(self) -> bool:
        """Whether the middleware would compress: it leaves alone what is compressed, and then its length is known."""
        return bool(re_accepts_gzip.search(self.request.META.get("HTTP_ACCEPT_ENCODING", "")))

    def described(self, noun: Noun, question) -> dict:
        [form] = self.renderer_classes
        name = f"{noun.name}-{question.day.isoformat()}.{form.format}"
        headers = {"Content-Disposition": f'attachment; filename="{name}"', **self.links(noun)}
        if self.is_compressed():
            headers["Content-Encoding"] = "gzip"
        return {"content_type": form.content_type, "headers": headers}

    def links(self, noun: Noun) -> dict[str, str]:
        return {}

    def finalize_response(self, request, response, *args, **kwargs):
        # Files are sent as they are; what is rendered is a fault.
        request.accepted_renderer, request.accepted_media_type = JSONRenderer(), JSONRenderer.media_type
        response = super().finalize_response(request, response, *args, **kwargs)
        patch_vary_headers(response, ["Accept-Encoding"])
        return response


class CsvFile(DataFile):
    """A table for any program, described by a Table Schema."""

    renderer_classes = [Csv]
    write = staticmethod(write_csv)

    def links(self, noun):
        schema = absolute(reverse("data:table-schema", args=[noun.name]))
        return {"Link": f'<{schema}>; rel="describedby"'}


class XlsxFile(DataFile):
    """A workbook; a second sheet says, in the reader's language, what the first one answers."""

    renderer_classes = [Xlsx]
    write = staticmethod(write_xlsx)

    def check(self, noun, question):
        if noun.rows(question).order_by()[: MOST_ROWS + 1].count() > MOST_ROWS:
            raise ValidationError(
                {"request": [_("A workbook holds up to %(most)s rows: take the CSV.") % {"most": number(MOST_ROWS)}]}
            )


class GeoJsonFile(DataFile):
    """Partners on a map."""

    nouns = GeoJson.nouns
    renderer_classes = [GeoJson]
    write = staticmethod(write_geojson)


class CodesCsv(DataFile):
    """The codes of all columns in one table, which is short: no question is asked of it."""

    counted_as = "documents"
    renderer_classes = [Csv]

    def get(self, request):
        return HttpResponse(as_csv(codes()), content_type=Csv.content_type)

    head = get
