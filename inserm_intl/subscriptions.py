"""What programs fetch again and again: the feed or the calendar of a question, in the language of its address.

Both hold public facts only. The register publishes no day on which a row was last edited: such a day
would tell of edits that a visitor may not see. What is said to be new is dated by the facts themselves.
"""

import re
import uuid

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views import View

from .days import shown
from .open_data.offered import Format
from .questions import Question, of_day
from .structured import absolute

REGISTER = uuid.UUID("8b7cbe48-3279-4562-bb4e-7bde28231317")
# What neither XML nor iCalendar can hold.
CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")


def lasting_id(*key: str) -> uuid.UUID:
    """An identifier that no language, host name or edit changes: made of what names a record for good."""
    return uuid.uuid5(REGISTER, "/".join(key))


def plain_text(text) -> str:
    return CONTROLS.sub("", str(text))


class Subscription(View):
    """The answer to a list's question in another form. A bad value answers 400: each parameter and its fault."""

    filterset: type[Question]
    name: str
    list_name: str
    label: str
    media_type: str
    use: str

    @classmethod
    def offered(cls, question) -> Format:
        """The form in which the page of the list offers it."""
        return Format(cls.label, cls.path(question), cls.media_type, cls.use)

    @classmethod
    def path(cls, question) -> str:
        """Its address; the order asked of the list does not matter here."""
        return reverse(cls.name) + question.query(sort=None)

    def get(self, request):
        question = self.filterset(request.GET)
        if question.errors:
            faults = [f"{name}: {' '.join(errors)}\n" for name, errors in question.errors.items()]
            return HttpResponse("".join(faults), status=400, content_type="text/plain; charset=utf-8")
        return HttpResponse(self.answer(question), content_type=f"{self.media_type}; charset=utf-8")

    def answer(self, question) -> bytes:
        raise NotImplementedError

    def url(self, question) -> str:
        return absolute(self.path(question))

    def list_url(self, question) -> str:
        """The page that answers the same question."""
        return absolute(reverse(self.list_name) + question.query(sort=None))

    def record_url(self, question, record) -> str:
        return absolute(record.get_absolute_url() + of_day(question.day))

    def lasting_id(self, question) -> uuid.UUID:
        return lasting_id("question", self.path(question))

    def narrowed(self, question) -> str:
        """What the question leaves out, in words: its filters, its day; "" where it asks for all."""
        said = [_("%(label)s: %(value)s") % active for active in question.active]
        if not question.is_today:
            said.append(_("As of %(day)s, from what is known today.") % {"day": shown(question.day)})
        return plain_text(" · ".join(said))


def marked(title: str, record) -> str:
    """A title that says where its record is invented."""
    return plain_text(f"{title} ({_('invented')})" if record.invented else title)


def language() -> str:
    return get_language() or settings.LANGUAGE_CODE
