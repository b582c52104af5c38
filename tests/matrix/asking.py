"""Requests of somebody to the application that a server runs, and all that is told in answer."""

import io
import zipfile
from contextlib import contextmanager
from http.cookies import SimpleCookie
from typing import NamedTuple
from urllib.parse import urlencode

from django.conf import settings
from django.db import connection
from django.test import Client

from tests.served import answered
from tests.sites import TOKEN
from tests.staff import just_in


class Answer(NamedTuple):
    """A header that is sent twice has its last value here; cookies are what it would have the browser keep."""

    status: int
    headers: dict[str, str]
    cookies: SimpleCookie
    body: bytes

    @property
    def text(self) -> str:
        """What can be read in it, in small letters; of a workbook, in all its parts."""
        content = self.body
        if content.startswith(b"PK\3\4"):
            with zipfile.ZipFile(io.BytesIO(content)) as book:
                content = b"\n".join(book.read(name) for name in book.namelist())
        return content.decode(errors="replace").casefold()


def session_of(user, *, recent: bool) -> str:
    """The cookies of somebody who has logged in, a moment ago or before; of nobody, none."""
    if user is None:
        return ""
    client = Client()
    client.force_login(user)
    if recent:
        just_in(client)
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


def ask(method: str, path: str, cookies="", form=None, **environ) -> Answer:
    """`form` is sent with the token that a page of ours would have given."""
    if form is not None:
        body = urlencode(form, doseq=True).encode()
        cookies = f"{cookies}; {settings.CSRF_COOKIE_NAME}={TOKEN}"
        environ |= {
            "CONTENT_TYPE": "application/x-www-form-urlencoded",
            "CONTENT_LENGTH": str(len(body)),
            "HTTP_X_CSRFTOKEN": TOKEN,
            "wsgi.input": io.BytesIO(body),
        }
    status, headers, body = answered(path, REQUEST_METHOD=method, HTTP_COOKIE=cookies, **environ)
    kept: SimpleCookie = SimpleCookie()
    for name, value in headers:
        if name == "Set-Cookie":
            kept.load(value)
    return Answer(status, dict(headers), kept, body)


@contextmanager
def watched():
    """Gather what is said to the database."""
    found: list[str] = []

    def watch(execute, sql, params, many, context):
        found.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield found


def whole_database() -> dict[str, list]:
    """Every row of every table, but of the cache: wrong tries are counted there."""
    with connection.cursor() as cursor:
        rows = {}
        for table in sorted({*connection.introspection.table_names(cursor)} - {"cache"}):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            rows[table] = sorted(map(repr, cursor.fetchall()))
    return rows
