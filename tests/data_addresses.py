"""Every address of open data and the questions put to it: what lands in the site map is walked unnamed."""

import io
import re
import zipfile
from urllib.parse import urlsplit

from django.conf import settings
from django.test import Client

from inserm_intl.open_data.nouns import NOUNS
from tests import site_map
from tests.addresses import LANGUAGES
from tests.answers import ANSWERS
from tests.world import THAT_DAY

ON = f"?on={THAT_DAY}"
FILLED = {"noun": list(NOUNS), "language": LANGUAGES}
# A record of each noun that `tests.world` shows.
ALONE = {
    "partners": "riken",
    "countries": "JP",
    "agreements": "LIA-2013-001",
    "programmes": "visits",
    "calls": "visits/2015",
    "activities": "VIS-2014-001",
    "instruments": "lia",
    "cooperations": "COL-2014-001",
    "key-figures": "declared-2010",
}
RECORDS = {noun: f"/api/v1/{noun}/{key}/" for noun, key in ALONE.items()}
# Of a workbook, the moment at which it was made.
MADE_AT = "docProps/core.xml"
# They tell of the content alone, which is compared itself.
DERIVED = {"ETag", "Content-Length"}


def routes() -> list[str]:
    """The addresses of the site map that are data, as they stand there."""
    return [route for route in map(site_map.written, site_map.chains()) if route.startswith(settings.DATA_ADDRESSES)]


def filled(route: str) -> list[str]:
    """The addresses that a route stands for: one for each noun, or each language; a record of each noun."""
    if "<key:key>" in route:
        return list(RECORDS.values())
    parameter = re.search(r"<(?:\w+:)?(\w+)>", route)
    if parameter is None:
        return [route]
    return [route.replace(parameter[0], value) for value in FILLED[parameter[1]]]


def addresses() -> list[str]:
    return [address for route in routes() for address in filled(route)]


def questions(noun: str) -> list[str]:
    """The whole, every order, every question of another day, and one for each other parameter."""
    asked = [question for question in ANSWERS.get(noun, {}) if question]
    by_name = {question.split("=")[0]: question for question in asked}
    chosen = [*by_name.values(), *(question for question in asked if "sort=" in question or "on=" in question)]
    return ["", ON, *(f"?{question}" for question in dict.fromkeys(chosen))]


PARTS = ["?page_size=2", "?page=99", "?cursor=*&page_size=2"]


def asked() -> list[str]:
    """Each noun's answer to every question, in parts too; of all else the whole, and that of another day."""
    found = []
    for address in addresses():
        noun, _slash, rest = address.removeprefix("/api/v1/").partition("/")
        answers = noun in NOUNS and not rest
        found += [address + question for question in ([*questions(noun), *PARTS] if answers else ["", ON])]
    return found


def walk(client: Client, paths: list[str]) -> dict[str, tuple]:
    """What each address answers, and the parts that follow it, to the last."""
    found = {}
    for path in paths:
        while path and path not in found:
            response = client.get(path)
            found[path] = told(response)
            path = following(response)
    return found


def following(response) -> str:
    """The address of the next part, without the host; "" of what is no list, or the last."""
    if response.status_code != 200 or response["Content-Type"] != "application/json":
        return ""
    answer = response.json()
    address = answer.get("next") if isinstance(answer, dict) else None
    return urlsplit(address)._replace(scheme="", netloc="").geturl() if isinstance(address, str) else ""


def told(response) -> tuple:
    """All that an answer tells: its status, its headers, and its content."""
    headers = {name: value for name, value in response.headers.items() if name not in DERIVED}
    return response.status_code, headers, cells(response)


def cells(response) -> bytes:
    """The content of an answer; of a workbook, all that is in it."""
    content = response.getvalue()
    if "spreadsheetml" not in response["Content-Type"]:
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return b"\n".join(name.encode() + b"\n" + book.read(name) for name in sorted({*book.namelist()} - {MADE_AT}))
