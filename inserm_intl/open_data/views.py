"""The addresses of open data: what there is, and each noun's answers as JSON."""

from django.http import Http404, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_cache_control, set_response_etag
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response
from rest_framework.views import APIView

from inserm_intl.questions import Question
from inserm_intl.structured import absolute

from .codes import codes
from .faults import PreconditionFailed
from .nouns import NOUNS, Noun
from .paging import Part, faults


def url_of(noun: Noun, question: Question, **changes) -> str:
    """The address of an answer, with parameters replaced."""
    return absolute(reverse("data:noun", args=[noun.name]) + question.query(**changes))


class DataView(APIView):
    """What all data has in common: read only, no login, checked again at each use by its `ETag`."""

    http_method_names = ["get", "head", "options"]

    def dispatch(self, request, *args, **kwargs):
        # No day of change is told, and RFC 9110 (13.1.4) then has this header ignored; Django would refuse (412).
        request.META.pop("HTTP_IF_UNMODIFIED_SINCE", None)
        response = super().dispatch(request, *args, **kwargs)
        if response.status_code == 200 and request.method in ("GET", "HEAD"):
            response = self.unless_known(request, response)
        if response.status_code == 412:
            response = self.finalize_response(self.request, self.handle_exception(PreconditionFailed()))
        patch_cache_control(response, no_cache=True)
        return response

    @staticmethod
    def unless_known(request, response):
        """The answer with its tag, to HEAD too; instead of it 304, or 412, as the reader's conditions have it."""
        if not (response.streaming or response.has_header("ETag")):
            set_response_etag(response.render() if hasattr(response, "render") else response)
        etag = response.get("ETag")
        return get_conditional_response(request, etag=etag, response=response) if etag else response


class Index(DataView):
    """The nouns, each with its address."""

    def get(self, request):
        return Response({noun: absolute(reverse("data:noun", args=[noun])) for noun in NOUNS})


class Answer(DataView):
    """A part of the answer to a noun's question. A bad value answers 400: each parameter with its faults."""

    def get(self, request, noun: str):
        if noun not in NOUNS:
            raise Http404
        return Response(self.answer(NOUNS[noun], request.GET))

    def answer(self, noun: Noun, data) -> dict:
        question = noun.asked(data)
        if errors := {**question.errors, **faults(question.data)}:
            raise ValidationError(errors)
        part = Part.asked(question.data)
        question.in_order = question.in_order and not part.cursor
        answer = part.of(noun, question, noun.rows(question))
        size = question.data.get("page_size")
        for side in ("next", "previous"):
            if answer[side]:
                answer[side] = url_of(noun, question, page_size=size, **answer[side])
        return answer


class Codes(DataView):
    """The codes that stand in columns, with their names."""

    def get(self, request):
        return Response({"codes": codes()})


class Record(DataView):
    """One row, as of a day, whatever its list leaves out unless it is named; what is not public is not there.

    The key of an institution that was merged into another leads to that one.
    """

    def get(self, request, noun: str, key: str):
        if noun not in NOUNS:
            raise Http404
        answered, days = NOUNS[noun], QueryDict(mutable=True)
        days.setlist("on", request.GET.getlist("on"))
        question = answered.asked(days)
        if question.errors:
            raise ValidationError(question.errors)
        found = answered.record(question, key)
        if found is None:
            raise Http404
        if found["id"] != key:
            return redirect(found["url_api"] + question.query(), permanent=True)
        return Response(found)
