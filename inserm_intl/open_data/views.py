"""The addresses of open data: what there is, and each noun's answers as JSON."""

from django.http import Http404
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response
from rest_framework.views import APIView

from inserm_intl.questions import Question
from inserm_intl.structured import absolute

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
        return super().dispatch(request, *args, **kwargs)


@method_decorator([cache_control(no_cache=True), conditional_page], name="dispatch")
class Index(DataView):
    """The nouns, each with its address."""

    def get(self, request):
        return Response({noun: absolute(reverse("data:noun", args=[noun])) for noun in NOUNS})


@method_decorator([cache_control(no_cache=True), conditional_page], name="dispatch")
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
