"""What the columns of open data hold: what the records say, on the day asked about, and only what is public."""

import datetime
from decimal import Decimal
from functools import reduce

import pytest
from django.conf import settings
from django.db import models

from inserm_intl.open_data.columns import Codes
from inserm_intl.open_data.nouns import NOUNS
from tests.addresses import LANGUAGES
from tests.factories import day
from tests.reading import Page, own_page
from tests.reading_data import read, row, rows
from tests.world import THAT_DAY, build, standing

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def world(django_db_setup, django_db_blocker):
    yield from standing(django_db_blocker, build)


def records(noun: str) -> dict[str, object]:
    """The records that a noun's rows are of, by key."""
    found = NOUNS[noun].filterset.Meta.model.objects.public()
    return {"/".join(record.natural_key()): record for record in found}


def plain(value):
    """A value of a record as JSON has it."""
    match value:
        case Decimal():
            return float(value)
        case datetime.date():
            return value.isoformat()
        case _ if hasattr(value, "natural_key"):
            return value.pk
    return None if value == "" else value


def follow(record, path: str):
    return reduce(lambda value, part: value and getattr(value, part), path.split("__"), record)


def fill(record, paths: list[str]) -> None:
    """Give each empty column of a record, or of what it refers to, a value of its kind."""
    kinds = {models.DecimalField: Decimal("1.5"), models.IntegerField: 7, models.DateField: day("2020-01-02")}
    for path in paths:
        *way, name = path.split("__")
        owner = follow(record, "__".join(way)) if way else record
        if owner and getattr(owner, name) in (None, ""):
            field = owner._meta.get_field(name)
            setattr(owner, name, next((kinds[kind] for kind in kinds if isinstance(field, kind)), f"{name[-8:]}!"))
            if way:
                owner.save()
    record.save()


@pytest.mark.parametrize("noun", NOUNS)
def test_a_column_of_a_record_or_of_what_it_refers_to_says_what_stands_there(client, world, noun):
    world.lia.instrument.successor = world.gdri.instrument
    world.lia.instrument.save()
    columns, of = NOUNS[noun].columns.all(), records(noun)
    straight = {name: column.origin for name, column in columns.items() if isinstance(column.origin, str)}
    straight = {name: path for name, path in straight.items() if path not in ("address", "state", "closes_at")}
    for record in list(of.values())[1:]:
        fill(record, [path for name, path in straight.items() if columns[name].nullable])
    of, seen = records(noun), set()
    for key, found in rows(client, noun).items():
        for name, path in straight.items():
            assert found[name] == plain(follow(of[key], path)), (key, name)
        seen |= {name for name, value in found.items() if value is not None}
    assert straight.keys() - seen == set()


@pytest.mark.parametrize("noun", [noun for noun in NOUNS if noun != "key-figures"])
def test_a_row_leads_to_its_page_in_each_language(client, noun):
    of = records(noun)
    answered = rows(client, noun)
    for key, found in answered.items():
        for language in LANGUAGES:
            assert found[f"url_{language}"] == settings.SITE_URL + own_page(of[key], language)
    assert client.get(found["url_es"].removeprefix(settings.SITE_URL)).status_code == 200


def test_a_figure_leads_to_the_place_on_the_page_where_it_stands(client):
    named = {element.attrs.get("id") for element in Page(client.get("/en/key-figures/")).content.walk()}
    led = {found["url_en"] for found in rows(client, "key-figures").values()}
    assert {address.split("#")[0] for address in led} == {f"{settings.SITE_URL}/en/key-figures/"}
    assert len({address.split("#")[1] for address in led} & named) == len(led) == 4


# Calls and programmes


def test_a_call_says_when_it_closes_in_utc_and_its_state_on_the_day(client):
    found = row(client, "calls", "visits/2015")
    assert (found["closes_at"], found["time_zone"]) == ("2015-07-31T16:00:00Z", "Europe/Paris")
    assert (found["opens_on"], found["programme"], found["state"]) == ("2015-06-01", "visits", "closed")
    for on, state in (("2015-06-01", "open"), ("2015-07-31", "open"), ("2015-08-01", "closed")):
        assert row(client, "calls", "visits/2015", f"on={on}")["state"] == state


def test_a_programme_names_its_calls_that_are_open_on_the_day(client):
    assert row(client, "programmes", "seminars")["open_calls"] == ["seminars/2190"]
    assert row(client, "programmes", "visits")["open_calls"] == []
    assert row(client, "programmes", "visits", f"on={THAT_DAY}")["open_calls"] == ["visits/2015"]
    assert row(client, "programmes", "visits")["agreement"] == "LIA-2013-001"


# What is counted


def test_what_is_counted_for_a_country_is_of_the_day(client):
    def counted(question):
        found = row(client, "countries", "JP", question)
        names = ("groups", "partners", "agreements_in_force", "cooperations", "cooperations_year", "counts_invented")
        return [found[name] for name in names]

    assert counted("") == [[], 2, 1, 1, 2018, False]
    assert counted(f"on={THAT_DAY}") == [["priorities"], 2, 2, 0, 2015, True]
    assert counted(f"on={THAT_DAY}&invented=no") == [["priorities"], 2, 1, 0, 2015, False]
    assert counted("on=2013-12-31") == [["priorities"], 2, 1, 0, None, False]
    assert [row(client, "countries", "DE")[name] for name in ("groups", "counts_invented")] == [["eu"], True]
    assert {found["invented"] for found in rows(client, "countries").values()} == {False}


def test_agreements_in_force_are_counted_for_their_type(client):
    def counted(question):
        names = ("agreements_in_force", "counts_invented")
        return {key: [found[name] for name in names] for key, found in rows(client, "instruments", question).items()}

    assert counted("") == {"framework": [1, False], "gdri": [1, False], "lia": [0, False]}
    assert counted(f"on={THAT_DAY}") == {"framework": [1, False], "gdri": [0, False], "lia": [2, True]}
    assert counted(f"on={THAT_DAY}&invented=no")["lia"] == [1, False]


# What is empty


def test_an_empty_text_is_no_value_and_an_empty_list_is_a_list(client):
    for noun in NOUNS:
        columns = NOUNS[noun].columns.all()
        for found in read(client, noun)["results"]:
            assert "" not in found.values()
            assert {name for name, value in found.items() if value is None} <= {
                n for n in columns if columns[n].nullable
            }
            assert all(isinstance(found[name], list) for name in columns if isinstance(columns[name], Codes))
