"""Agreements as a feed and calls as a calendar: valid, public, dated by facts alone, the same in every language."""

import datetime
import re
import xml.etree.ElementTree as ET
from urllib.parse import urlsplit

import feedparser
import pytest
from django.conf import settings
from django.http import QueryDict
from django.test import Client
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st
from icalendar import Calendar

from agreements.feeds import MOST
from agreements.models import Agreement, Call, agreement_words
from tests import factories as make
from tests.addresses import FEEDS, LANGUAGES
from tests.answers import ANSWERS
from tests.factories import day, in_force
from tests.once import ONE_DATABASE
from tests.reading import ask, listed
from tests.test_any_question import questions
from tests.world import THAT_DAY, build, standing

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)")
UTC = datetime.UTC


@pytest.fixture(scope="module", autouse=True)
def world(django_db_setup, django_db_blocker):
    yield from standing(django_db_blocker, build)


def atom(client, language="fr", query=""):
    """The feed as a strict reader takes it, after the rules of RFC 4287 that a schema cannot forget."""
    response = client.get(f"/{language}/feeds/agreements.atom{query}")
    assert (response.status_code, response["Content-Type"]) == (200, "application/atom+xml; charset=utf-8")
    feed = ET.fromstring(response.content)
    for element in (feed, *feed.iter(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert element.find(f"{ATOM}{name}").text
        assert RFC3339.fullmatch(element.find(f"{ATOM}updated").text)
        assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", element.find(f"{ATOM}id").text)
        assert len([link for link in element.findall(f"{ATOM}link") if link.get("rel") == "alternate"]) == 1
    assert feed.find(f"{ATOM}author/{ATOM}name").text
    ids = [element.text for element in feed.iter(f"{ATOM}id")]
    assert len(ids) == len(set(ids))
    parsed = feedparser.parse(response.content)
    assert (parsed.bozo, parsed.version, parsed.feed.language) == (False, "atom10", language)
    return parsed


def references(feed) -> list[str]:
    return [urlsplit(entry.link).path.split("/")[-2] for entry in feed.entries]


def calendar(client, language="fr", query=""):
    """The calendar as a strict program takes it: CRLF, lines of at most 75 octets, one component at least."""
    response = client.get(f"/{language}/feeds/calls.ics{query}")
    assert (response.status_code, response["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    body = response.content
    assert body.endswith(b"\r\n")
    assert b"\n" not in body.replace(b"\r\n", b"")
    assert b"\r" not in body.replace(b"\r\n", b"")
    assert all(len(line) <= 75 for line in body.split(b"\r\n"))
    (parsed,) = Calendar.from_ical(body, multiple=True)
    assert parsed.subcomponents
    assert parsed["version"] == "2.0"
    assert not [fault for component in parsed.walk() for fault in component.errors]
    uids = [str(event["uid"]) for event in parsed.events]
    assert len(uids) == len(set(uids))
    for event in parsed.events:
        assert {"UID", "DTSTAMP", "DTSTART", "SUMMARY"} <= set(event)
        assert "DTEND" not in event
    return parsed


def slugs(parsed) -> list[str]:
    return [urlsplit(event["url"]).path.split("/")[-2] for event in parsed.events]


# Both


@ONE_DATABASE
@pytest.mark.parametrize("question", ANSWERS["agreements"])
def test_a_feed_holds_the_agreements_of_the_list(client, question):
    feed = atom(client, query=f"?{question}")
    assert sorted(references(feed)) == sorted(listed(client, "agreements", **dict(QueryDict(question).lists())))


@ONE_DATABASE
@pytest.mark.parametrize("question", ANSWERS["calls"])
def test_a_calendar_holds_the_calls_of_the_list(client, question):
    assert slugs(calendar(client, query=f"?{question}")) == listed(client, "calls", **dict(QueryDict(question).lists()))


@pytest.mark.parametrize("address", FEEDS.values())
def test_a_bad_value_is_refused_with_its_faults_as_text_in_the_language_of_the_address(client, address):
    said = set()
    for language in LANGUAGES:
        response = client.get(f"/{language}/{address}?on=2023-02-30&country=XX&sort=zz&q=%00&year=0&invented=no")
        assert (response.status_code, response["Content-Type"]) == (400, "text/plain; charset=utf-8")
        lines = response.content.decode().splitlines()
        assert {line.split(":")[0] for line in lines} == {"on", "country", "sort", "q", "year"}
        assert all(len(line) > 20 for line in lines)
        said.add(lines[0])
    assert len(said) == 3


@pytest.mark.parametrize("address", FEEDS.values())
def test_only_reading_is_allowed(address):
    client = Client(enforce_csrf_checks=True)
    assert client.post(f"/fr/{address}").status_code == 405
    assert client.head(f"/fr/{address}").status_code == 200


@pytest.mark.parametrize("address", FEEDS.values())
def test_an_address_without_language_leads_to_the_reader_s_own(client, address):
    response = client.get(f"/{address}?country=JP", headers={"accept-language": "es"})
    assert (response.status_code, response["Location"]) == (302, f"/es/{address}?country=JP")


@given(st.sampled_from(sorted(FEEDS.values())), questions)
@examples(max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_question_is_answered_or_refused(address, question):
    client = Client()
    if client.get(f"/es/{address}?{question}").status_code == 400:
        return
    valid = atom if address.endswith("atom") else calendar
    valid(client, "es", f"?{question}")


@pytest.mark.parametrize(("noun", "kind"), [("agreements", "application/atom+xml"), ("calls", "text/calendar")])
def test_a_list_offers_the_same_question_and_its_other_form_leads_back(client, noun, kind):
    for language in LANGUAGES:
        page = ask(client, f"/{language}/{noun}/", country=["JP", "DE"], on=THAT_DAY, sort="", x="1")
        link = page.one("link", type=kind).attrs
        assert link["title"]
        (shown,) = [found.attrs for found in page.content.all("a") if found.attrs.get("type") == kind]
        assert shown["href"] == link["href"]
        response = client.get(link["href"])
        assert response["Content-Type"].startswith(kind)
        own = page.canonical.replace("&", "&amp;") if kind.endswith("xml") else page.canonical
        assert own in response.content.decode().replace("\r\n ", "")
    assert ask(client, f"{noun}/", status=400, on="abc").all("link", type=kind) == []


def test_an_identifier_is_kept_whatever_the_language_the_host_and_the_words(client, world, settings):
    def identifiers():
        feeds, calendars = ([read(client, language) for language in LANGUAGES] for read in (atom, calendar))
        return [dict(zip(references(feed), [entry.id for entry in feed.entries], strict=True)) for feed in feeds] + [
            dict(zip(slugs(one), [str(event["uid"]) for event in one.events], strict=True)) for one in calendars
        ]

    before = identifiers()
    assert before[0] == before[1] == before[2] != before[3] == before[4] == before[5]
    settings.SITE_URL = "https://elsewhere.example.org"
    Agreement.objects.update(title_fr="Autre", acronym="AUTRE")
    Call.objects.update(title_fr="Autre", closes_at=datetime.datetime(2200, 1, 1, tzinfo=UTC))
    assert identifiers() == before
    # Published once, they are kept for good: a subscriber would see each of them anew.
    assert before[0]["LIA-2013-001"] == "urn:uuid:1ccb7bcb-c090-51d2-bb1d-88dcbbd22212"
    assert before[3]["2015"] == "ab17ba77-7318-5a0c-9c05-df1486e7053d"


CONTROL = "a\x01\x08\x0b\x0c\x0e\x1f\x7f\x85\ufffe\uffff\r\nb"


def test_what_an_officer_pasted_breaks_neither(client):
    Agreement.objects.update(title_fr=CONTROL, acronym="<&>\"'")
    Call.objects.update(title_fr=CONTROL + ";,\\:", funding_fr="é" * 200)
    assert all("<&>\"', a" in entry.title for entry in atom(client).entries)
    assert all("a\nb;,\\:" in event["summary"] for event in calendar(client).events)


def test_a_title_is_in_the_feed_s_language_or_says_which(client):
    for language, title, spoken in (("en", "Neurons", "en"), ("es", "Neurones", "fr"), ("fr", "Neurones", "fr")):
        (entry,) = atom(client, language, "?id=GDRI-2016-001").entries
        assert (entry.title, entry.title_detail.language) == (f"GDRI-2016-001 {title}", spoken)
    Call.objects.update(title_en="Open call")
    for language, title, spoken in (("en", "Closes: Open call", "en"), ("es", "Cierre: Appel ouvert", "fr")):
        (event,) = calendar(client, language, "?id=seminars/2190").events
        assert (event["summary"], event["summary"].params["LANGUAGE"]) == (title, spoken)


def test_what_is_invented_says_so(client, world):
    Call.objects.filter(slug="2015").update(invented=True)
    told = {entry.title: entry.summary for entry in atom(client, "en").entries}
    marked = {title for title, summary in told.items() if title.endswith("(invented)") and "invented" in summary}
    assert marked == {title for title in told if "LIA-2014-002" in title}
    for event in calendar(client, "en").events:
        invented = urlsplit(event["url"]).path.endswith("/2015/")
        assert event["summary"].endswith("(invented)") is ("invented" in event["description"]) is invented


def test_another_day_is_named_and_kept_in_every_link(client):
    feed, calls = atom(client, query=f"?on={THAT_DAY}"), calendar(client, query=f"?on={THAT_DAY}")
    assert "30 juin 2015" in feed.feed.subtitle
    assert "30 juin 2015" in calls["description"]
    links = [*(entry.link for entry in feed.entries), *(event["url"] for event in calls.events)]
    assert len(links) == 5
    assert all(urlsplit(link).query == f"on={THAT_DAY}" for link in links)
    assert not [entry for entry in atom(client).entries if "on=" in entry.link]


# The feed


def updated(client, query="") -> list[tuple[str, str]]:
    feed = atom(client, query=query)
    return [(reference, entry.updated[:10]) for reference, entry in zip(references(feed), feed.entries, strict=True)]


def test_the_latest_news_come_first_dated_by_the_turns_of_a_life_and_its_signatures(client, world):
    assert updated(client) == [
        ("LIA-2014-002", "2017-03-01"),  # suspended
        ("LIA-2013-001", "2017-01-01"),  # ended
        ("GDRI-2016-001", "2016-01-10"),  # signed
        ("LIA-2014-001", "2014-03-01"),  # signed, to begin in 2150
        ("FRAMEWORK-2010-001", "2010-05-01"),
    ]
    assert updated(client, f"?on={THAT_DAY}") == [
        ("LIA-2014-001", "2014-03-01"),
        ("LIA-2014-002", "2014-03-01"),
        ("LIA-2013-001", "2013-01-01"),
        ("FRAMEWORK-2010-001", "2010-05-01"),
    ]
    assert atom(client).feed.updated.startswith("2017-03-01")


def test_a_signed_amendment_and_a_later_signature_are_news(client, world):
    make.AmendmentFactory(agreement=world.framework, number=1, signed_on=day("2018-05-04"))
    assert updated(client)[0] == ("FRAMEWORK-2010-001", "2018-05-04")
    make.PartyFactory(agreement=world.gdri, institution=world.fiocruz, signed_on=day("2019-02-03"))
    assert updated(client)[0] == ("GDRI-2016-001", "2019-02-03")


def test_what_is_private_is_no_news(client, world):
    before = updated(client)
    make.AmendmentFactory(agreement=world.framework, number=1, signed_on=None)
    hidden = make.InstitutionFactory(published=False)
    make.PartyFactory(agreement=world.framework, institution=hidden, signed_on=day("2020-01-01"), role="funder")
    make.StageFactory(agreement=world.framework, since=day("2020-01-01"), kind="legal-review")
    Agreement.objects.update(internal_note="seen by nobody", version=9)
    assert updated(client) == before


def test_a_subscriber_gets_fifty_at_most_the_newest(client, world):
    for number in range(60):
        in_force(signed=f"2018-02-{number % 28 + 1:02}", reference=f"LIA-2018-{number:03}")
    found = updated(client)
    assert len(found) == MOST
    dates = [date for _reference, date in found]
    assert dates == sorted(dates, reverse=True)
    assert dates[-1] > "2018-02-01"


@pytest.mark.parametrize("on", [THAT_DAY, "2017-03-01", "2026-01-01"])
@pytest.mark.parametrize("most", [1, 2, 4, 50])
def test_of_many_agreements_the_last_are_the_same_as_of_few(world, monkeypatch, on, most):
    for number in range(1, 5):
        make.AmendmentFactory(agreement=world.lia, number=number, signed_on=day(f"2015-0{number}-01"))
        make.AmendmentFactory(agreement=world.framework, number=number, signed_on=day("2015-06-30"))
    make.PartyFactory(agreement=world.gdri, institution=world.fiocruz, signed_on=day("2019-02-03"))
    asked = Agreement.objects.public(day(on))

    def found():
        return [(agreement.reference, agreement.latest_day) for agreement in asked.last_heard_of(most, day(on))]

    of_few = found()
    assert of_few
    monkeypatch.setattr(agreement_words, "MANY", 0)
    assert found() == of_few


def test_an_empty_feed_is_a_feed(client):
    assert atom(client, query="?q=zzzz").entries == []


def test_an_entry_says_what_a_row_of_the_list_says(client):
    (entry,) = atom(client, "en", "?id=LIA-2013-001").entries
    for words in ("Laboratoire associé", "Ended", "31 December 2016", "Institut Riken (Japan)"):
        assert words in entry.summary


# The calendar


def moment(call, language="fr"):
    (event,) = calendar(Client(), language, f"?id={call.programme.slug}/{call.slug}").events
    return event


@pytest.mark.parametrize(
    ("zone", "closes", "clock"),
    [
        ("Europe/Paris", "2019-03-30T22:59+00:00", "23 h 59 (heure de Paris"),  # the night before summer time
        ("Europe/Paris", "2019-03-31T21:59+00:00", "23 h 59 (heure de Paris"),  # the night after
        ("Europe/Paris", "2019-10-27T00:30+00:00", "2 h 30 (heure de Paris"),  # an hour that comes twice
        ("Asia/Tokyo", "2019-12-13T08:00+00:00", "17 h (heure de Tokyo"),
        ("America/Sao_Paulo", "2019-01-31T20:00+00:00", "18 h (heure de São Paulo"),
        ("Pacific/Auckland", "2150-06-30T11:59+00:00", "23 h 59 (heure d’Auckland"),
    ],
)
def test_a_call_closes_at_one_moment_told_also_on_its_own_clock(zone, closes, clock):
    at = datetime.datetime.fromisoformat(closes)
    call = make.CallFactory(opens_on=day("2018-01-01"), closes_at=at, time_zone=zone)
    event = moment(call)
    assert event["dtstart"].dt == at
    assert event["dtstart"].to_ical().decode() == f"{at:%Y%m%dT%H%M%S}Z"
    assert f"{clock}, {zone})" in " ".join(event["description"].split())
    assert event["transp"] == "TRANSPARENT"


def test_no_edit_shows_in_a_calendar_but_of_what_it_says(client, world, time_machine):
    time_machine.move_to("2026-06-30T12:00:00+00:00", tick=False)
    before = client.get("/fr/feeds/calls.ics").content
    Call.objects.update(internal_note="seen by nobody", version=9)
    time_machine.move_to("2026-06-30T18:00:00+00:00", tick=False)
    assert client.get("/fr/feeds/calls.ics").content == before
    stamps = {
        query: {event["dtstamp"].dt for event in calendar(client, query=query).events}
        for query in ("", "?on=2015-07-01", "?on=2150-01-01")
    }
    assert stamps == {
        "": {datetime.datetime(2026, 6, 30, tzinfo=UTC)},
        "?on=2015-07-01": {datetime.datetime(2015, 7, 1, tzinfo=UTC)},
        "?on=2150-01-01": {datetime.datetime(2026, 6, 30, tzinfo=UTC)},
    }


def test_a_calendar_says_its_name_where_it_comes_from_and_when_to_come_back(client):
    found = calendar(client, "en", "?country=JP&sort=closing")
    assert found["name"] == found["x-wr-calname"] == "Calls for applications – International cooperation register"
    assert found["source"] == f"{settings.SITE_URL}/en/feeds/calls.ics?country=JP"
    assert found["url"] == f"{settings.SITE_URL}/en/calls/?country=JP"
    assert found["refresh-interval"].params["VALUE"] == "DURATION"
    assert "Country or territory: Japan" in found["description"]
