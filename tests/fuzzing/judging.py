"""What must hold of every answer, whatever was asked."""

import re
from html import escape
from typing import NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.forms import BaseForm, BaseFormSet
from django.template import Context

STATUSES = {200, 201, 204, 206, 301, 302, 303, 304, 307, 308, 400, 401, 403, 404, 405, 406, 410, 412, 413, 415, 429}
# Raw in a page: the tag, or the quote that ends an attribute; or a link that is a program.
CANARIES = re.compile(rb"<canary|=\"[^\"<>]*canary\"|='[^'<>]*canary\"'|href=\"?'?\s*javascript:", re.IGNORECASE)
MARKUP = ("text/html", "application/xhtml+xml", "application/xml", "text/xml", "application/atom+xml", "image/svg+xml")
READY = "/health/ready"
OURS = {"", "testserver", "localhost", urlsplit(settings.SITE_URL).netloc}


def body_of(response) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def judge(response, path: str) -> bytes:
    """The body of an answer, of which nothing is to be said."""
    status, kind = response.status_code, response.get("Content-Type", "").partition(";")[0]
    body = body_of(response)
    # A site that says that it is not ready answers as it should.
    assert status in STATUSES or (path == READY and status == 503), status
    if kind in MARKUP:
        found = CANARIES.search(body)
        assert not found, body[max(0, found.start() - 200) : found.end() + 100]
    if status in (301, 302, 303, 307, 308):
        there = urlsplit(response["Location"])
        assert there.netloc in OURS, response["Location"]
        assert there.scheme in ("", "http", "https"), response["Location"]
    elif status >= 400:
        assert kind in expected(path), (status, kind)
    elif body and response.request["REQUEST_METHOD"] != "HEAD":
        assert kind, "an answer with no type"
        assert response.get("X-Content-Type-Options") == "nosniff"
    return body


def expected(path: str) -> set[str]:
    """A refusal is said in the form that was asked for: data to programs, a page to people."""
    if path.startswith("/api/v1/docs/"):
        return {"application/json", "text/html"}
    if "/feeds/" in path or path == READY:
        return {"text/plain", "text/html"}
    return {"application/json" if path.startswith(settings.DATA_ADDRESSES) else "text/html"}


# Of rows that no page of ours sends, or more of them than it has.
TORN = {"missing_management_form", "too_many_forms"}


class Refusal(NamedTuple):
    """What a form that was not taken has to say, and whether it is about something that the page shows."""

    sentence: str
    shown: bool


def refusals(response) -> list[Refusal]:
    """What the forms of a page have to say."""
    found: dict[int, list[Refusal]] = {}
    contexts = [response.context] if isinstance(response.context, Context) else response.context or ()
    for layer in (layer for context in contexts for layer in context.dicts):
        for value in list(layer.values()):
            if id(value) not in found:
                found[id(value)] = said_by(value)
    return [refusal for several in found.values() for refusal in several]


def said_by(value) -> list[Refusal]:
    if isinstance(value, BaseForm) and value.is_bound:
        hidden = {field.name for field in value.hidden_fields()}
        return [Refusal(str(text), name not in hidden) for name, texts in value.errors.items() for text in texts]
    if isinstance(value, BaseFormSet) and value.is_bound:
        torn = value.non_form_errors().as_data()
        whole = [
            Refusal(str(text), error.code not in TORN)
            for error, text in zip(torn, value.non_form_errors(), strict=True)
        ]
        return [*whole, *(refusal for form in value.forms for refusal in said_by(form))]
    if type(value).__module__ == "django.contrib.admin.helpers":
        return said_by(getattr(value, "form", None) or getattr(value, "formset", None))
    if isinstance(value, list) and value and type(value[0]).__module__ == "django.contrib.admin.helpers":
        return [refusal for item in value for refusal in said_by(item)]
    return []


def is_told(body: str, refusal: Refusal) -> bool:
    """Beside its field; of what no page shows (a hidden field that was tampered with), that something is wrong."""
    if not refusal.shown:
        return "errornote" in body or "errorlist" in body
    return unquoted(escape(refusal.sentence)) in unquoted(body)


def unquoted(text: str) -> str:
    return text.replace("&#x27;", "'").replace("&#39;", "'")
