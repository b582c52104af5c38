"""What the columns of open data hold: what the records say, on the day asked about, and only what is public."""

import datetime
from decimal import Decimal
from functools import reduce

import pytest
from django.conf import settings

from inserm_intl.open_data.columns import Codes
from inserm_intl.open_data.nouns import NOUNS
from tests import factories as make
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
        case datetime.date() if not isinstance(value, datetime.datetime):
            return value.isoformat()
        case _ if hasattr(value, "natural_key"):
            return value.pk
    return None if value == "" else value


@pytest.mark.parametrize("noun", NOUNS)
def test_a_column_of_a_record_or_of_what_it_refers_to_says_what_stands_there(client, noun):
    of = records(noun)
    straight = {
        name: column.origin for name, column in NOUNS[noun].columns.all().items() if isinstance(column.origin, str)
    }
    del straight["id"]
    straight.pop("closes_at", None), straight.pop("state", None)  # tested below
    for key, found in rows(client, noun).items():
        for name, path in straight.items():
            said = reduce(lambda value, part: value and getattr(value, part), path.split("__"), of[key])
            assert found[name] == plain(said), (key, name)


@pytest.mark.parametrize("noun", [noun for noun in NOUNS if noun != "key-figures"])
def test_a_row_leads_to_its_page_in_each_language(client, noun):
    of = records(noun)
    answered = rows(client, noun)
    for key, found in answered.items():
        for language in LANGUAGES:
            assert found[f"url_{language}"] == settings.SITE_URL + own_page(of[key], language)
    assert client.get(found["url_es"].removeprefix(settings.SITE_URL)).status_code == 200


def test_a_figure_leads_to_the_place_on_the_page_where_it_stands(client):
    named = {element.attrs["id"] for element in Page(client.get("/en/key-figures/")).all("h2") if "id" in element.attrs}
    led = {found["url_en"] for found in rows(client, "key-figures").values()}
    assert {address.split("#")[0] for address in led} == {f"{settings.SITE_URL}/en/key-figures/"}
    assert len({address.split("#")[1] for address in led} & named) == len(led) == 4


# Agreements


def test_an_agreement_s_state_is_that_of_the_day(client, world):
    def states(question):
        return {key: found["state"] for key, found in rows(client, "agreements", question).items()}

    assert states("") == {
        "FRAMEWORK-2010-001": "in-force",
        "GDRI-2016-001": "in-force",
        "LIA-2013-001": "ended",
        "LIA-2014-001": "upcoming",
        "LIA-2014-002": "suspended",
    }
    assert states("id=LIA-2013-001&on=2016-12-31") == {"LIA-2013-001": "in-force"}
    assert states("id=LIA-2013-001&on=2017-01-01") == {"LIA-2013-001": "ended"}


def test_an_agreement_terminated_or_being_revised_says_so_from_that_day_on(client, world):
    make.AmendmentFactory(
        agreement=world.gdri, kind="termination", signed_on=day("2019-01-31"), new_end=day("2019-03-31")
    )

    def said(key, name, on):
        return row(client, "agreements", key, f"on={on}")[name]

    assert not said("GDRI-2016-001", "ended_early", "2019-03-31")
    assert said("GDRI-2016-001", "ended_early", "2019-04-01")
    assert not row(client, "agreements", "LIA-2013-001")["ended_early"]
    assert not said("FRAMEWORK-2010-001", "under_revision", "2016-12-31")
    assert said("FRAMEWORK-2010-001", "under_revision", "2017-01-01")


def test_a_day_known_in_part_says_how_much_is_known(client, world):
    vague = make.in_force(
        reference="LIA-2011-001", partner=world.riken, french=world.inserm, effective_on=day("2011-01-01"),
        effective_on_precision="year", ends_on=day("2014-06-30"), ends_on_precision="month",
    )  # fmt: skip
    found = row(client, "agreements", vague.reference)
    assert (found["first_day"], found["first_day_precision"]) == ("2011-01-01", "year")
    assert (found["last_day"], found["last_day_precision"]) == ("2014-06-30", "month")
    endless = row(client, "agreements", "GDRI-2016-001")
    assert (endless["last_day"], endless["last_day_precision"], endless["open_ended"]) == (None, None, True)


def test_an_agreement_names_its_public_institutions_in_one_order_and_its_countries_once(client, world):
    for slug, name, ror_id in (("zeta", "Zêta | Ωmega", "02feahw73"), ("alpha", "Alpha", None)):
        partner = make.InstitutionFactory(slug=slug, name_fr=name, country_id="JP", ror_id=ror_id)
        make.PartyFactory(agreement=world.gdri, institution=partner, signed_on=day("2016-01-10"))
    hidden = make.InstitutionFactory(slug="hidden", published=False)
    make.PartyFactory(agreement=world.gdri, institution=hidden, signed_on=day("2016-01-10"))
    found = row(client, "agreements", "GDRI-2016-001")
    assert found["partners"] == ["alpha", "heidelberg", "tokyo", "zeta"]
    assert found["partner_names_fr"] == ["Alpha", "Université de Heidelberg", "University of Tokyo", "Zêta / Ωmega"]
    assert found["partner_names_en"] == ["Alpha", "Heidelberg University", "University of Tokyo", "Zêta / Ωmega"]
    assert found["partner_ror_ids"] == ["https://ror.org/02feahw73"]
    assert (found["countries"], found["french_side"]) == (["DE", "JP"], ["inserm"])
    assert (found["themes"], found["units"], found["authentic_languages"]) == (["brain"], [], [])
    assert row(client, "agreements", "LIA-2013-001")["units"] == ["U1016"]


def test_another_agreement_or_a_text_is_named_only_where_it_is_public(client, world):
    world.gdri.predecessor, world.gdri.authentic_languages = world.lia, ["fr", "de"]
    world.gdri.save()
    shown = make.DocumentFactory(agreement=world.lia, online=True)
    make.DocumentFactory(agreement=world.lia)
    assert row(client, "agreements", "LIA-2014-002")["framework"] == "FRAMEWORK-2010-001"
    assert row(client, "agreements", "GDRI-2016-001")["renews"] == "LIA-2013-001"
    assert row(client, "agreements", "GDRI-2016-001")["authentic_languages"] == ["fr", "de"]
    assert row(client, "agreements", "LIA-2013-001")["documents"] == [settings.SITE_URL + own_page_of(shown)]
    for record in (world.framework, world.lia):
        record.published = False
        record.save()
    assert row(client, "agreements", "LIA-2014-002")["framework"] is None
    assert row(client, "agreements", "GDRI-2016-001")["renews"] is None


def own_page_of(document) -> str:
    from django.utils.translation import override

    with override("fr"):
        return document.public_address()


# What refers to a record that is not public


def test_an_institution_that_is_not_public_is_named_nowhere(client, world):
    make.InstitutionFactory(slug="part", country_id="JP", parent=world.riken)
    make.InstitutionFactory(slug="former", country_id="JP", successor=world.riken)

    def named():
        declared = row(client, "cooperations", "COL-2014-001")
        return {
            "partners": row(client, "agreements", "LIA-2013-001")["partners"],
            "part_of": row(client, "partners", "part")["part_of"],
            "succeeded_by": row(client, "partners", "former")["succeeded_by"],
            "of a programme": row(client, "programmes", "visits")["partners"],
            "of a call": row(client, "calls", "visits/2015")["partners"],
            "of an activity": row(client, "activities", "VIS-2014-001")["institutions"],
            "declared": [value for name, value in declared.items() if name.startswith("institution")],
        }

    world.riken.ror_id = "01sjwvz98"
    world.riken.save()
    ror = "https://ror.org/01sjwvz98"
    lists = {key: ["riken"] for key in ["partners", "of a programme", "of a call", "of an activity"]}
    kin = {"part_of": "riken", "succeeded_by": "riken"}
    assert named() == {**lists, **kin, "declared": ["riken", "Institut Riken", None, None, ror]}
    world.riken.published = False
    world.riken.save()
    assert named() == {**{key: [] for key in lists}, **dict.fromkeys(kin), "declared": [None] * 5}
    assert row(client, "cooperations", "COL-2014-001")["country"] == "JP"


def test_what_an_activity_is_part_of_and_what_it_led_to_is_named_where_it_is_public(client, world):
    world.visit.led_to_activities.add(world.seminar, world.stay)
    found = row(client, "activities", "VIS-2014-001")
    assert (found["programme"], found["agreement"]) == ("visits", "LIA-2013-001")
    assert found["led_to_agreements"] == ["GDRI-2016-001"]
    assert found["led_to_activities"] == ["SEM-2016-001", "STA-2180-001"]
    then = row(client, "activities", "VIS-2014-001", f"on={THAT_DAY}")
    assert (then["agreement"], then["led_to_agreements"], then["led_to_activities"]) == ("LIA-2013-001", [], [])
    for record in (world.visits, world.lia, world.gdri, world.seminar):
        record.published = False
        record.save()
    found = row(client, "activities", "VIS-2014-001")
    assert (found["programme"], found["agreement"], found["led_to_agreements"]) == (None, None, [])
    assert found["led_to_activities"] == ["STA-2180-001"]


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
