"""An answer laid out for the page and the files: words for codes, links for references. A few queries, however long."""

from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _

from agreements.models import Activity, Agreement, Instrument
from agreements.models.activity import ActivityKind
from inserm_intl.days import shown
from partners.models import Country

from .movements import Movement
from .wording import COLUMNS, MOVEMENTS, day, how

FIRST = (Movement.STAYED, Movement.EXTENDED, Movement.LEFT, Movement.HANDED_OVER)
LAST = (Movement.STAYED, Movement.EXTENDED, Movement.ENTERED, Movement.TAKING_OVER)
# What a row holds beside what it tells.
TOLD_BY = {"on": "how", "by": "how"} | {f"{name}_precision": name for name in ("first_day", "last_day", "starts_on")}
RENEWED = (Movement.EXTENDED, Movement.TAKING_OVER)
SETS = {"first": FIRST, "last": LAST, "renewed": RENEWED, **{str(movement): (movement,) for movement in Movement}}


class Line(NamedTuple):
    """A number of the balance: its sign in the sum, the set of rows that explains it, and today's number."""

    sign: str
    label: str
    shows: str
    count: int
    today: int | None


class Words:
    """The names of types and countries, and the pages of records, for everything that an answer names."""

    def __init__(self, user, *answers):
        self.types = {row.code: row.short for row in Instrument.objects.all()}
        codes = {row["country"] for told in answers for kind in ("money", "activities") for row in told[kind] or ()}
        codes |= {code for told in answers for row in told["agreements"] for code in row["countries"]}
        self.countries = {row.code: row.name for row in Country.objects.filter(code__in=codes)}
        self.agreements = self.pages(Agreement.objects.seen_by(user), answers, "agreements")
        self.activities = self.pages(Activity.objects.all(), answers, "activities")

    @staticmethod
    def pages(rows, answers, kind) -> dict[str, str]:
        name = f"admin:{rows.model._meta.app_label}_{rows.model._meta.model_name}_change"
        told = {row["reference"] for answer in answers for row in answer[kind] or ()}
        found = rows.order_by().filter(reference__in=told).values_list("reference", "pk")
        return {reference: reverse(name, args=[key]) for reference, key in found}

    def agreement(self, row: dict) -> dict:
        return {
            **row,
            "url": self.agreements.get(row["reference"], ""),
            "instrument": self.types.get(row["instrument"], row["instrument"]),
            "partners": ", ".join(row["partners"]),
            "countries": ", ".join(self.country(code) for code in row["countries"]),
            "movement": MOVEMENTS[Movement(row["movement"])],
            "how": how(row),
            "first_day": day(row, "first_day"),
            "last_day": day(row, "last_day"),
        }

    def money(self, row: dict) -> dict:
        links = [(reference, self.agreements.get(reference, "")) for reference in row["agreements"]]
        return {**row, "country": self.country(row["country"]) if row["country"] else _("several"), "links": links}

    def activity(self, row: dict) -> dict:
        return {
            **row,
            "url": self.activities.get(row["reference"], ""),
            "kind": ActivityKind(row["kind"]).label,
            "country": self.country(row["country"]),
            "starts_on": day(row, "starts_on"),
        }

    def country(self, code: str) -> str:
        return self.countries.get(code, code)


def balance(report, counts: dict, today: dict | None) -> list[Line]:
    """The sum that leads from one day's number to the other's, and what happened beside it."""
    labels = {
        "first": _("In force on %(day)s") % {"day": shown(report.since)},
        "last": _("In force on %(day)s") % {"day": shown(report.until)},
        "renewed": _("Renewed: by an agreement, by an extension or automatically"),
        **{str(movement): label for movement, label in MOVEMENTS.items()},
    }
    order = [
        *(("", "first"), ("+", Movement.ENTERED), ("+", Movement.TAKING_OVER)),
        *(("−", Movement.LEFT), ("−", Movement.HANDED_OVER), ("=", "last")),
        *(("", "renewed"), ("", Movement.STAYED), ("", Movement.PASSED)),
    ]
    return [
        Line(sign, str(labels[shows]), shows, counts[shows], today[shows] if today else None) for sign, shows in order
    ]


def sections(answer: dict, words: Words, shows: str):
    """The rows of a set (all, where it is none), by what became of them."""
    for movement in SETS.get(shows, Movement):
        rows = [words.agreement(row) for row in answer["agreements"] if row["movement"] == movement]
        if rows:
            yield movement, MOVEMENTS[movement], rows


def told_changes(changes, words: Words):
    """Each row that differs: what it is, and its columns as frozen and as they are today."""
    lay_out = {"agreements": words.agreement, "money": words.money, "activities": words.activity}
    for change in changes:
        then, now = (row and lay_out[change.kind](row) for row in (change.then, change.now))
        names = dict.fromkeys(TOLD_BY.get(name, name) for name in change.fields)
        fields = [(COLUMNS[name], then[name], now[name]) for name in names]
        row = now or then
        yield {"name": named(change.kind, row), "url": row.get("url", ""), "then": then, "now": now, "fields": fields}


def named(kind: str, row: dict) -> str:
    if kind == "money":
        return f"{row['country']} {row['year']} {row['currency']}"
    return f"{row['reference']} {row['title']}".strip()
