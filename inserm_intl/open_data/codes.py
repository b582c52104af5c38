"""The codes that stand in columns, with their names: those a column chooses from, and those that the register keeps.

One table of all lists. A list is named by its noun and column (`agreements.state`); those that several columns share
are `region`, `group`, `theme`, `unit`. The rows of `member` say which country belonged to which group, since when
and until when: both days included, an empty one is open.
"""

from collections.abc import Iterator

from django.utils.translation import override

from inserm_intl.spreadsheets.escaping import escape
from partners.models import CountryGroup, Membership, Region, ThematicInstitute

from .columns import Choice
from .document.known import shown_units
from .files.csv_files import BYTE_ORDER_MARK, line
from .nouns import NOUNS
from .several import LANGUAGES

NAMES = [f"name_{language}" for language in LANGUAGES]
COLUMNS = ["list", "code", *NAMES, "part_of", "succeeded_by", "since", "until"]


def codes() -> list[dict]:
    return [dict(zip(COLUMNS, [value or None for value in row], strict=True)) for row in [*chosen(), *kept()]]


def chosen() -> Iterator[tuple]:
    """What columns choose from, whose wordings are the site's own."""
    for noun in NOUNS.values():
        for name, column in noun.columns.all().items():
            if isinstance(column, Choice):
                for code, wording in column.choices.items():
                    yield f"{noun.name}.{name}", str(code), *in_languages(wording), None, None, None, None


def in_languages(wording) -> list[str]:
    said = []
    for language in LANGUAGES:
        with override(language):
            said.append(str(wording))
    return said


def kept() -> Iterator[tuple]:
    """What everybody may know, of whatever day; of units, those that something public names."""
    for code, part_of, *names in Region.objects.order_by("code").values_list("code", "parent", *NAMES):
        yield "region", code, *names, part_of, None, None, None
    for code, *names in CountryGroup.objects.order_by("code").values_list("code", *NAMES):
        yield "group", code, *names, None, None, None, None
    members = Membership.objects.order_by("group__code", "country", "since", "until")
    names = [f"country__{name}" for name in NAMES]
    for code, *said in members.values_list("country", *names, "group__code", "since", "until"):
        *named, group, since, until = said
        yield "member", code, *named, group, None, since, until
    themes = ThematicInstitute.objects.order_by("code")
    for code, *said in themes.values_list("code", *NAMES, "successor__code", "valid_from", "valid_until"):
        *named, successor, since, until = said
        yield "theme", code, *named, None, successor, since, until
    for code, name in shown_units():
        yield "unit", code, name, None, None, None, None, None, None


def as_csv(rows: list[dict]) -> str:
    """As other files are written: names are for no spreadsheet to run."""
    told = ([escape(value) if isinstance(value, str) else value for value in row.values()] for row in rows)
    return BYTE_ORDER_MARK + "".join(map(line, [COLUMNS, *told]))
