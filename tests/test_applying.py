"""What a researcher who would apply reads of a call: by when on which clock, who, where, how, and what comes next."""

import pytest

from agreements.models import Call
from tests import factories as make
from tests.reading import ask
from tests.test_calls import NOON, call, calls

pytestmark = pytest.mark.django_db
__all__ = ["calls"]


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(NOON, tick=False)


def applying(client, slug, language="fr", **asked):
    """The page of a call, and what stands in its head and beside "closes"."""
    programme = Call.objects.get(slug=slug).programme
    page = ask(client, f"/{language}/programmes/{programme.slug}/calls/{slug}/", **asked)
    return page, page.one(class_="page-head").all("p")[-1].text, page.one("dl", class_="facts").all("dd")[0].text


def test_who_applies_from_afar_reads_the_hour_there_in_paris_and_the_days_left(client):
    call("tokyo", "2026-03-01", "2026-07-14T08:00", time_zone="Asia/Tokyo")
    call("toronto", "2026-03-01", "2026-07-01T03:59", time_zone="America/Toronto")
    call("abidjan", "2026-03-01", "2026-07-01T12:00", time_zone="Africa/Abidjan")
    call("paris", "2026-03-01", "2026-07-01T10:30")
    told = {slug: applying(client, slug)[1:] for slug in ("tokyo", "toronto", "abidjan", "paris")}
    assert told == {
        "tokyo": ("Ouvert, 14 jours restants", "14 juillet 2026 à 17 h, heure de Tokyo (10 h à Paris)"),
        "toronto": (
            "Ouvert, dernier jour",
            "30 juin 2026 à 23 h 59, heure de Toronto (1er juillet 2026 à 5 h 59 à Paris)",
        ),
        "abidjan": ("Ouvert, 1 jour restant", "1er juillet 2026 à 12 h, heure d’Abidjan (14 h à Paris)"),
        "paris": ("Ouvert, 1 jour restant", "1er juillet 2026 à 12 h 30, heure de Paris"),
    }
    assert applying(client, "tokyo", "es")[2] == "14 de julio de 2026 a las 17:00, hora de Tokio (10:00 en París)"


def test_the_days_left_are_those_on_the_clock_of_the_call(client, time_machine):
    call("tokyo", "2026-03-01", "2026-07-14T08:00", time_zone="Asia/Tokyo")
    for moment, left in (("14:59", "14 jours restants"), ("15:00", "13 jours restants")):
        time_machine.move_to(f"2026-06-30T{moment}:00+00:00", tick=False)
        assert applying(client, "tokyo")[1] == f"Ouvert, {left}"
        assert ask(client, "").one("article", class_="call").one("p", class_="left").text == left


def test_nothing_is_left_of_another_day_of_what_is_not_open_yet_or_of_what_has_closed(client, calls):
    assert applying(client, "soon", on="2026-06-29")[1] == "Ouvert"
    assert applying(client, "autumn")[1] == "Pas encore ouvert"
    assert applying(client, "this-morning")[1] == "Clos"
    assert len(ask(client, "calls/").all("td", data_label="Clôture le")) == 6
    assert ask(client, "calls/").content.text.count("restant") == 2
    assert "restant" not in ask(client, "calls/", on="2026-06-29").content.text


def test_the_page_of_a_call_says_all_that_one_needs_to_apply(client):
    japan = make.CountryFactory(code="JP")
    partner = make.InstitutionFactory(slug="riken", country=japan)
    hidden = make.InstitutionFactory(slug="hidden", country=japan, published=False)
    how = {"eligibility_fr": "Responsables d’équipe", "how_to_apply_fr": "Deux pages", "days_min": 5, "days_max": 10}
    programme = make.ExchangeProgrammeFactory(slug="visits", mailbox="visits@example.org", age_under=42, **how)
    programme.institutions.set([partner, hidden])
    call("2026", "2026-03-01", "2026-07-14T08:00", programme=programme)
    call("2027", "2026-05-01", "2026-08-14T08:00", programme=programme, how_to_apply_fr="En ligne")
    page, *_rest = applying(client, "2026")
    said = page.content.text
    assert all(words in said for words in ("Responsables d’équipe", "Deux pages", "de 5 à 10", "moins de 42 ans"))
    assert {"mailto:visits@example.org", "/fr/partners/riken/", "/fr/countries/JP/"} <= set(page.links())
    assert "/fr/partners/hidden/" not in page.links()
    assert "Deux pages" not in applying(client, "2027")[0].content.text
    assert "En ligne" in applying(client, "2027")[0].content.text


def test_the_closing_of_one_call_goes_to_a_calendar(client, calls):
    page, *_rest = applying(client, "soon")
    (address,) = page.links("/fr/feeds/calls.ics")
    events = client.get(address).content.decode().split("BEGIN:VEVENT")[1:]
    assert ["DTSTART:20260701T100000Z" in event for event in events] == [True]
    assert applying(client, "this-morning")[0].links("/fr/feeds/calls.ics") == []


def test_a_call_that_has_closed_leads_to_those_that_follow(client, calls):
    programme = Call.objects.get(slug="long-ago").programme
    programme.next_call_fr = "attendu en mars"
    programme.save()
    page, *_rest = applying(client, "long-ago")
    assert "attendu en mars" in page.content.text
    assert page.links("/fr/calls/") == ["/fr/calls/?state=open"]
    call("next", "2026-06-01", "2026-12-31T10:00", programme=programme)
    page, *_rest = applying(client, "long-ago")
    assert "attendu en mars" not in page.content.text
    assert f"/fr/programmes/{programme.slug}/calls/next/" in page.links()


def test_a_programme_tells_the_calls_to_come_from_those_that_are_past(client):
    programme = make.ExchangeProgrammeFactory(slug="visits")
    for slug, opens, closes in (("old", "2024-01-01", "2024-03-31"), ("new", "2027-02-01", "2027-03-31")):
        call(slug, opens, f"{closes}T10:00", programme=programme)
    page = ask(client, "programmes/visits/")
    (announced,) = page.all("article", class_="call")
    assert announced.one(class_="closing").text.startswith("Ouverture le 1er février 2027 Clôture le 31 mars 2027")
    assert page.links("/fr/programmes/visits/calls/old/") == ["/fr/programmes/visits/calls/old/"]
    assert "Aucun appel n’est ouvert." in page.content.text
