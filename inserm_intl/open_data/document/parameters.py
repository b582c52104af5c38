"""How a question is asked: each filter of a noun's FilterSet as a parameter of the document."""

import django_filters
from django.utils.translation import gettext as _

from agreements.parameters import KnownFilter
from inserm_intl.answers import FIRST
from inserm_intl.days import FIRST_YEAR, LAST_YEAR
from inserm_intl.open_data.nouns import KEY, Noun
from inserm_intl.open_data.paging import FROM_THE_START, MOST
from inserm_intl.parameters import IdsFilter, ManyFilter, YearFilter

from .known import KNOWN, Known
from .meanings import meaning
from .words import READABLE


def query_parameter(name: str, description: str, schema: dict, example: dict) -> dict:
    spread = {"style": "form", "explode": True} if schema.get("type") == "array" else {}
    return {"name": name, "in": "query", "description": description, "schema": schema, **spread, **example}


def value(example) -> dict:
    return {"example": example}


def choice(choices) -> dict:
    """One of these codes, whose wordings are said beside."""
    codes = {str(code): str(wording) for code, wording in choices}
    return {"type": "string", "enum": list(codes), "x-enumDescriptions": codes}


def known_to(row: django_filters.Filter) -> Known | None:
    """The list of the register that the filter's values are of, where there is one."""
    listed = row.extra.get("known") or row.extra.get("choices")
    return KNOWN[listed] if callable(listed) else None


def drawn(row: django_filters.Filter, noun: Noun) -> tuple[dict, dict]:
    """A filter's schema and its example, by its kind. A kind that is not known here fails (TypeError)."""
    known = known_to(row)
    match row:
        case ManyFilter() if known:
            return {"type": "array", "items": known.reference}, known.example(several=True)
        case ManyFilter():
            items = choice(row.extra["choices"])
            return {"type": "array", "items": items}, value(items["enum"][:1])
        case IdsFilter():
            return {"type": "array", "items": READABLE}, value([noun.columns.all()["id"].example])
        case KnownFilter() if known:
            return known.reference, known.example(several=False)
        case YearFilter():
            return {"type": "integer", "minimum": FIRST_YEAR, "maximum": LAST_YEAR}, value(2015)
        case django_filters.DateFilter():
            return {"type": "string", "format": "date"}, value("2015-06-30")
        case django_filters.ChoiceFilter():
            schema = choice(row.extra["choices"])
            return schema, value(schema["enum"][0])
        case django_filters.CharFilter():
            return READABLE, value("cancer")
    raise TypeError(f"How is a {type(row).__name__} described?")


def of_question(noun: Noun) -> list[dict]:
    """What the noun can be asked, the same for every format."""
    filters = noun.filterset().filters
    return [query_parameter(name, meaning(name, row), *drawn(row, noun)) for name, row in filters.items()]


def of_record(noun: Noun) -> list[dict]:
    """Which record is asked for, and of which day."""
    column = noun.columns.all()["id"]
    key = {"type": "string", "pattern": f"^{KEY}$", "maxLength": 200}
    named = {"name": "id", "in": "path", "required": True, "description": str(column.meaning), "schema": key}
    return [named | value(column.example), *(asked for asked in of_question(noun) if asked["name"] == "on")]


def of_parts() -> list[dict]:
    """Which part of a long answer is asked for."""
    return [
        query_parameter(
            "page",
            _("The page, from 1 up to that of row 10,000; beyond the last, 404. Without effect beside “cursor”."),
            {"type": "integer", "minimum": 1, "default": 1},
            value(1),
        ),
        query_parameter(
            "page_size",
            _("How many rows a page has."),
            {"type": "integer", "minimum": 1, "maximum": MOST, "default": FIRST},
            value(20),
        ),
        query_parameter(
            "cursor",
            _(
                "Read everything, in the order of the keys: “*” from the start, then the key (“id”) of the last row "
                "read, as “next” has it. “page” and “sort” have no effect beside it."
            ),
            READABLE,
            value(FROM_THE_START),
        ),
    ]


def of_language() -> dict:
    return {
        "name": "Accept-Language",
        "in": "header",
        "description": _("The language of sentences such as errors: fr (without it), en or es. Data is in all three."),
        "schema": {"type": "string"},
        "example": "en",
    }
