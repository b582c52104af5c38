"""What must hold of every answer, whatever was asked."""

import re
from html import escape
from urllib.parse import urlsplit

from django.conf import settings
from django.forms import BaseForm, BaseFormSet

STATUSES = {200, 201, 204, 206, 301, 302, 303, 304, 307, 308, 400, 401, 403, 404, 405, 406, 410, 412, 413, 415, 429}
# Raw in a page: the tag, or its quotes.
CANARIES = re.compile(rb"<canary|canary\"|href=\"?'?\s*javascript:", re.IGNORECASE)
MARKUP = ("text/html", "application/xhtml+xml", "application/xml", "text/xml", "application/atom+xml", "image/svg+xml")
OURS = {"", "testserver", "localhost", urlsplit(settings.SITE_URL).netloc}


def body_of(response) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def judge(response, path: str) -> None:
    status, kind = response.status_code, response.get("Content-Type", "").partition(";")[0]
    body = body_of(response)
    assert status in STATUSES, status
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


def expected(path: str) -> set[str]:
    """A refusal is said in the form that was asked for: data to programs, a page to people."""
    if path.startswith("/api/v1/docs/"):
        return {"application/json", "text/html"}
    return {"application/json" if path.startswith(settings.DATA_ADDRESSES) else "text/html"}


def refusals(response) -> list[str]:
    """What the forms of a page have to say."""
    found: list[str] = []
    for context in response.context or ():
        for layer in context.dicts if hasattr(context, "dicts") else [context]:
            for value in list(layer.values()):
                found += said_by(value)
    return found


def said_by(value) -> list[str]:
    if isinstance(value, BaseForm):
        return [str(text) for texts in value.errors.values() for text in texts] if value.is_bound else []
    if isinstance(value, BaseFormSet):
        rows = [text for form in value.forms for text in said_by(form)]
        return [*map(str, value.non_form_errors()), *rows] if value.is_bound else []
    inner = getattr(value, "form", None) or getattr(value, "formset", None)
    if inner is not None and value.__class__.__module__ == "django.contrib.admin.helpers":
        return said_by(inner)
    if isinstance(value, list | tuple) and value and hasattr(value[0], "formset"):
        return [text for item in value for text in said_by(item)]
    return []


def tells(body: str, sentence: str) -> bool:
    return escape(sentence, quote=True).replace("&#x27;", "'") in body.replace("&#x27;", "'").replace("&#39;", "'")
