"""One request to the site, made up; its line puts it again."""

from typing import NamedTuple

from django.test import Client


class Case(NamedTuple):
    role: str
    method: str
    path: str
    query: str = ""
    headers: dict[str, str] = {}
    body: bytes = b""
    kind: str = "application/x-www-form-urlencoded"

    def put(self, client: Client):
        """Any exception of the site's is raised here."""
        said = {"CONTENT_TYPE": self.kind, "QUERY_STRING": self.query, **self.headers}
        kind = said.pop("CONTENT_TYPE")
        return client.generic(self.method, self.path, self.body, kind, **said)  # type: ignore[arg-type]
