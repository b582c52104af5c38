"""What an agreement's columns hold on the day asked about, and what is named only where it is public itself."""

import pytest
from django.conf import settings

from tests import factories as make
from tests.factories import day
from tests.reading_data import row, rows
from tests.world import THAT_DAY, build, standing

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def world(django_db_setup, django_db_blocker):
    yield from standing(django_db_blocker, build)


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
    shown = make.DocumentFactory(agreement=world.lia, online=True, sha256="a" * 64)
    make.DocumentFactory(agreement=world.lia, sha256="b" * 64)
    assert row(client, "agreements", "LIA-2014-002")["framework"] == "FRAMEWORK-2010-001"
    assert row(client, "agreements", "GDRI-2016-001")["renews"] == "LIA-2013-001"
    assert row(client, "agreements", "GDRI-2016-001")["authentic_languages"] == ["fr", "de"]
    assert row(client, "agreements", "LIA-2013-001")["documents"] == [settings.SITE_URL + shown.public_address()]
    for record in (world.framework, world.lia):
        record.published = False
        record.save()
    assert row(client, "agreements", "LIA-2014-002")["framework"] is None
    assert row(client, "agreements", "GDRI-2016-001")["renews"] is None


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
