"""What search engines, other sites and old links find: sitemap, robots, titles, facts, and addresses that moved."""

import datetime
import re
import struct
import xml.etree.ElementTree as ET
from fnmatch import fnmatchcase
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client
from django.utils import timezone

from agreements.models import Activity, Call
from inserm_intl.pages import sitemap
from partners.models import Institution
from tests import factories as make
from tests.addresses import FEEDS, LANGUAGES, LISTED, PAGES, RECORDS, everywhere, records
from tests.factories import day
from tests.once import ONE_DATABASE
from tests.planted import plant
from tests.reading import Page, ask, own_page
from tests.staff import logged_in
from tests.world import THAT_DAY, build, standing

pytestmark = pytest.mark.django_db
SITE = settings.SITE_URL
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LINK = "{http://www.w3.org/1999/xhtml}link"
MACHINES = ["/robots.txt", "/sitemap.xml", "/sitemap-calls.xml", "/.well-known/security.txt"]
INVENTED = ["agreements/LIA-2014-002/", "activities/SEM-2016-001/"]


@pytest.fixture(scope="module", autouse=True)
def world(django_db_setup, django_db_blocker):
    yield from standing(django_db_blocker, build)


# Addresses of no language


@pytest.mark.parametrize("address", MACHINES)
def test_what_programs_ask_for_has_no_language_and_no_cookie(client, address):
    answers = [client.get(address, headers={"accept-language": language}) for language in ("es", "ja", "fr")]
    assert {response.status_code for response in answers} == {200}
    assert len({response.content for response in answers}) == 1
    assert not any(response.cookies for response in answers)
    assert client.get(f"/fr{address}").status_code == 404
    strict = Client(enforce_csrf_checks=True)
    assert (strict.post(address).status_code, strict.head(address).status_code) == (405, 200)


@pytest.mark.parametrize(
    "address",
    ["/api/v1/treaties/", "/health/x/", "/static/x", "/.well-known/x", "/i18n/x/", "/media/x", "/sitemap-x.xml"],
)
def test_what_is_not_there_for_programs_is_not_there_in_a_language_either(client, address):
    assert client.get(address, headers={"accept-language": "es"}).status_code == 404


def test_robots_may_read_every_page_but_not_wander_through_days_words_and_orders(client):
    lines = client.get("/robots.txt").content.decode().splitlines()
    assert lines[0] == "User-agent: *"
    assert lines[-1] == f"Sitemap: {SITE}/sitemap.xml"
    kept_out = [line.removeprefix("Disallow: ") for line in lines if line.startswith("Disallow:")]

    def may_read(path):
        return not any(fnmatchcase(path, f"{rule.replace('?', '[?]')}*") for rule in kept_out)

    searched = [f"/{language}/search/" for language in LANGUAGES]
    assert [path for path in [*everywhere(), *MACHINES] if not may_read(path)] == searched
    assert all(may_read(f"/fr/{path}") for path in ("agreements/?country=JP", "partners/?page=2", *FEEDS.values()))
    wandering = [
        "on=2015-06-30",
        "sort=-title",
        "country=JP&sort=title",
        "q=a",
        "country=JP&on=2015-06-30",
        "q=a&page=2",
    ]
    assert [asked for asked in wandering if may_read(f"/fr/agreements/?{asked}")] == []
    assert [path for path in ("/admin/", "/admin/login/?next=/", "/i18n/setlang/") if may_read(path)] == []
    data = ["/api/v1/", "/api/v1/agreements/", "/api/v1/agreements.csv", "/api/v1/docs/"]
    assert [path for path in data if not may_read(path)] == []
    assert [path for path in data if may_read(f"{path}?country=JP")] == []


def test_a_weakness_can_be_told_to_someone(client, settings, time_machine):
    time_machine.move_to("2026-06-30T12:00:00+00:00")
    settings.DEFAULT_FROM_EMAIL = "International <cooperation@example.org>"
    told = dict(line.split(": ", 1) for line in client.get("/.well-known/security.txt").content.decode().splitlines())
    assert told["Contact"] == "mailto:cooperation@example.org"
    assert told["Preferred-Languages"] == "fr, en, es"
    left = datetime.datetime.fromisoformat(told["Expires"]) - timezone.now()
    assert datetime.timedelta(90) < left < datetime.timedelta(365)
    assert "Canonical" not in told
    settings.HTTPS, settings.SITE_URL = True, "https://example.org"
    found = client.get("/.well-known/security.txt").content.decode()
    assert "Canonical: https://example.org/.well-known/security.txt\n" in found


# The sitemap


def addresses(client, path="/sitemap.xml") -> dict:
    """Each address of a sitemap with those of its other languages."""
    response = client.get(path)
    assert (response.status_code, response["Content-Type"]) == (200, "application/xml")
    root = ET.fromstring(response.content)
    assert root.tag == f"{MAP}urlset"
    found = {
        url.find(f"{MAP}loc").text: {link.get("hreflang"): link.get("href") for link in url.findall(LINK)}
        for url in root
    }
    assert len(found) == len(root)
    return found


def test_the_sitemap_holds_every_public_page_of_nothing_invented_in_every_language(client):
    known = {f"/{language}/{address}" for language in LANGUAGES for address in PAGES.values() if address != "search/"}
    invented = {f"/{language}/{address}" for language in LANGUAGES for address in INVENTED}
    found = {urlsplit(address).path for address in addresses(client)}
    assert (known | {path for path in records() if "search/" not in path}) - invented <= found
    assert not found & invented
    for model in sitemap.SECTIONS.values():
        if isinstance(model, sitemap.Records):
            rows = [row for row in model.model.objects.public() if not getattr(row, "invented", False)]
            assert {own_page(row, language) for row in rows for language in LANGUAGES} <= found
    assert all(address.startswith(f"{SITE}/") for address in addresses(client))


@ONE_DATABASE
def test_an_address_in_the_sitemap_is_a_page_that_says_the_same_of_itself(client):
    for address, others in addresses(client).items():
        page = Page(client.get(address.removeprefix(SITE)))
        assert (page.status, page.canonical, page.alternates) == (200, address, others)
        assert page.all("meta", name="robots") == []


def test_no_draft_changes_the_sitemap(client, world):
    before = client.get("/sitemap.xml").content
    plant(world)
    make.PageFactory(slug="draft", published=False)
    assert client.get("/sitemap.xml").content == before
    assert Institution.objects.filter(published=False).exists()


def test_a_large_sitemap_is_an_index_of_files_that_hold_the_same(client, monkeypatch):
    whole = addresses(client)
    monkeypatch.setattr(sitemap, "MOST", 9)
    root = ET.fromstring(client.get("/sitemap.xml").content)
    assert root.tag == f"{MAP}sitemapindex"
    files = [file.text for file in root.iter(f"{MAP}loc")]
    assert len(files) > len(sitemap.SECTIONS)
    pages = [addresses(client, "/" + file.split("/", 3)[3]) for file in files]
    assert max(map(len, pages)) == 9
    together = {address: others for page in pages for address, others in page.items()}
    assert together == whole
    assert sum(map(len, pages)) == len(whole)


@pytest.mark.parametrize("page", ["0", "-1", "2", "x", "%00", "9" * 5000])
def test_there_is_no_other_file(client, page):
    assert client.get(f"/sitemap-calls.xml?p={page}").status_code == 404


# The head of a page


def meta(page, **attrs) -> str:
    return page.one("meta", **attrs).attrs["content"]


@ONE_DATABASE
@pytest.mark.parametrize("address", everywhere())
def test_a_page_says_what_it_is_to_who_shares_it(client, address):
    page = ask(client, address)
    title, site = page.title.rsplit(" – ", 1)
    assert meta(page, property="og:title") == title
    assert meta(page, property="og:site_name") == site
    assert 20 <= len(meta(page, name="description")) <= 200 or address.endswith(("policy/", "instruments/lia/"))
    assert meta(page, name="description") == meta(page, property="og:description")
    assert meta(page, property="og:url") == page.canonical == f"{SITE}{address}"
    locales = [
        element.attrs["content"] for element in page.all("meta") if "locale" in element.attrs.get("property", "")
    ]
    assert locales[0][:2] == address[1:3]
    assert sorted(locales) == ["en_GB", "es_ES", "fr_FR"]
    assert meta(page, name="twitter:card") == "summary_large_image"


@ONE_DATABASE
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_page_is_described_in_words_of_its_own(client, language):
    told = [meta(ask(client, f"/{language}/{address}"), name="description") for address in PAGES.values()]
    assert len(told) == len(set(told))


def test_a_description_is_words_and_not_too_many(client):
    make.PageFactory(slug="long", title_fr="Long", body_fr="# Titre\n\nUn *mot* & [lien](/x) < deux. " + "mot " * 200)
    told = meta(ask(client, "long/"), name="description")
    assert told.startswith("Titre Un mot & lien < deux. mot")
    assert (len(told), told[-1]) == (200, "…")


@ONE_DATABASE
def test_the_shared_picture_is_one_small_file_of_ours(client):
    (address,) = {meta(ask(client, path), property="og:image") for path in everywhere()}
    assert address.startswith(f"{SITE}/static/")
    with open(finders.find("inserm_intl/share.png"), "rb") as file:
        picture = file.read()
    assert picture[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", picture[16:24]) == (1200, 630)
    assert len(picture) < 60_000


def test_what_is_not_there_and_what_is_invented_is_not_indexed(client):
    for path, status in {"nothing/": 404, **dict.fromkeys(INVENTED, 200)}.items():
        assert meta(ask(client, path, status=status), name="robots") == "noindex"


# Facts for search engines


def test_an_institution_is_known_by_its_identifier(client, world):
    Institution.objects.filter(slug="riken").update(
        ror_id="01sjwvz98", website="https://www.riken.jp/", acronym="RIKEN", city="Wako", latitude="35.7801",
        longitude="139.6129", parent=world.tokyo,
    )  # fmt: skip
    facts = ask(client, "/en/partners/riken/").facts["ResearchOrganization"]
    assert facts == {
        "@context": "https://schema.org",
        "@type": "ResearchOrganization",
        "@id": "https://ror.org/01sjwvz98",
        "name": "Institut Riken",
        "alternateName": ["理化学研究所", "RIKEN"],
        "url": "https://www.riken.jp/",
        "identifier": {"@type": "PropertyValue", "propertyID": "ROR", "value": "https://ror.org/01sjwvz98"},
        "sameAs": ["https://ror.org/01sjwvz98"],
        "address": {"@type": "PostalAddress", "addressLocality": "Wako", "addressCountry": "JP"},
        "location": {"@type": "Place", "geo": {"@type": "GeoCoordinates", "latitude": 35.7801, "longitude": 139.6129}},
        "parentOrganization": {
            "@type": "ResearchOrganization",
            "name": "University of Tokyo",
            "url": f"{SITE}/en/partners/tokyo/",
        },
        "mainEntityOfPage": f"{SITE}/en/partners/riken/",
    }


def test_what_is_not_known_of_an_institution_is_not_said(client):
    facts = ask(client, "partners/heidelberg/").facts["ResearchOrganization"]
    assert set(facts) == {"@context", "@type", "@id", "name", "alternateName", "address", "mainEntityOfPage"}


@pytest.mark.parametrize("hidden", [{"published": False}, {"invented": True}])
def test_a_parent_that_is_not_public_or_invented_is_not_named(client, hidden):
    Institution.objects.filter(slug="riken").update(parent=make.InstitutionFactory(**hidden))
    assert "parentOrganization" not in ask(client, "partners/riken/").facts["ResearchOrganization"]


@pytest.mark.parametrize(
    ("precision", "starts", "ends"),
    [
        ("day", "2014-03-01", "2014-03-31"),
        ("month", "2014-03", "2014-03"),
        ("year", "2014", "2014"),
        ("about", "2014", "2014"),
    ],
)
def test_an_activity_is_an_event_on_dates_as_precise_as_they_are_known(client, world, precision, starts, ends):
    first, last = {"year": ("2014-01-01", "2014-12-31"), "about": ("2014-01-01", "2014-12-31")}.get(
        precision, ("2014-03-01", "2014-03-31")
    )
    dates = {"starts_on": day(first), "ends_on": day(last)}
    Activity.objects.filter(pk=world.visit.pk).update(
        **dates, starts_on_precision=precision, ends_on_precision=precision, city="Kobe"
    )
    facts = ask(client, "activities/VIS-2014-001/").facts["Event"]
    assert (facts["startDate"], facts["endDate"]) == (starts, ends)
    assert facts["name"] == "Visite à Kobé"
    assert facts["location"] == {"@type": "Place", "name": "Kobe", "address": "Kobe"}
    assert facts["organizer"] == [
        {"@type": "ResearchOrganization", "name": "Institut Riken", "url": f"{SITE}/fr/partners/riken/"}
    ]
    assert facts["eventStatus"] == "https://schema.org/EventScheduled"


def test_what_was_cancelled_or_postponed_says_so(client, world):
    for status, told in {"cancelled": "EventCancelled", "postponed": "EventPostponed"}.items():
        Activity.objects.update(status=status)
        assert ask(client, "activities/VIS-2014-001/").facts["Event"]["eventStatus"] == f"https://schema.org/{told}"


def test_a_call_is_an_offer_while_it_is_open(client, world):
    Call.objects.filter(slug="2015").update(time_zone="Asia/Tokyo")
    facts = ask(client, "programmes/visits/calls/2015/").facts["Offer"]
    assert (facts["validFrom"], facts["validThrough"]) == ("2015-06-01", "2015-08-01T01:00:00+09:00")
    assert [item["name"] for item in facts["itemOffered"]] == ["Visites au Japon"]


def test_the_home_page_says_where_to_search(client):
    for language in LANGUAGES:
        facts = ask(client, f"/{language}/").facts["WebSite"]
        template = facts["potentialAction"]["target"]["urlTemplate"]
        assert facts["url"] == f"{SITE}/{language}/"
        found = ask(client, template.removeprefix(SITE).replace("{search_term_string}", "riken"))
        assert "/partners/riken/" in " ".join(found.links())


@pytest.mark.parametrize("address", [address for address in PAGES.values() if address])
def test_the_trail_is_the_same_for_search_engines(client, address):
    for asked in ({}, {"on": THAT_DAY}):
        page = ask(client, address, **asked)
        shown = [
            (step.text, *(SITE + link.attrs["href"] for link in step.all("a")))
            for step in page.one("nav", class_="breadcrumbs").all("li")
        ]
        steps = page.facts["BreadcrumbList"]["itemListElement"]
        assert [(step["name"], *([step["item"]] if "item" in step else [])) for step in steps] == shown
        assert [step["position"] for step in steps] == list(range(1, len(steps) + 1))


def test_nothing_invented_and_no_draft_is_a_fact(client):
    Institution.objects.update(invented=True)
    draft = make.InstitutionFactory(published=False)
    for page in (ask(client, "partners/riken/"), ask(logged_in(is_superuser=True), own_page(draft))):
        assert set(page.facts) == {"BreadcrumbList"}
    for path in INVENTED:
        assert set(ask(client, path).facts) == {"BreadcrumbList"}


def test_no_text_of_an_officer_ends_a_block_of_facts(client):
    wicked = "</script><script>alert(1)</script><!-- & \u2028 \"'"
    Institution.objects.update(name_fr=wicked, name_en=wicked, acronym="", native_name="", native_language="")
    Activity.objects.update(title_fr=wicked)
    for path, kind in {"partners/riken/": "ResearchOrganization", "activities/VIS-2014-001/": "Event"}.items():
        page = ask(client, path)
        assert page.facts[kind]["name"] == wicked
        assert page.scripts == []
        assert not re.search(r"<script>", page.response.content.decode())


# Addresses as they once were, or as they are typed


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("countries/jp/", "countries/JP/"),
        ("countries/Jp/", "countries/JP/"),
        ("agreements/lia-2013-001/", "agreements/LIA-2013-001/"),
        ("agreements/Lia-2013-001/", "agreements/LIA-2013-001/"),
        ("instruments/LIA/", "instruments/lia/"),
        ("partners/RIKEN/", "partners/riken/"),
        ("activities/vis-2014-001/", "activities/VIS-2014-001/"),
        ("programmes/Visits/calls/2015/", "programmes/visits/calls/2015/"),
    ],
)
def test_an_address_in_other_capitals_leads_to_the_record_with_its_question(client, typed, kept):
    for language in LANGUAGES:
        for query in ("", f"?on={THAT_DAY}", "?on=&x=%C3%A9%20a&x=//evil.example"):
            response = client.get(f"/{language}/{typed}{query}")
            assert (response.status_code, response["Location"]) == (301, f"/{language}/{kept}{query}")


def test_a_private_record_is_reached_by_no_spelling(client, world):
    for record in plant(world).values():
        address = own_page(record).removeprefix("/fr/")
        noun, key = address.split("/", 1)
        for spelt in (key.upper(), key.lower()):
            assert client.get(f"/fr/{noun}/{spelt}").status_code == 404


def test_a_record_not_yet_there_on_the_day_is_reached_by_no_spelling(client):
    assert client.get(f"/fr/agreements/gdri-2016-001/?on={THAT_DAY}").status_code == 404
    assert client.get("/fr/agreements/gdri-2016-001/").status_code == 301


@pytest.mark.parametrize("address", [*LISTED.values(), *RECORDS.values()])
def test_an_address_without_its_last_slash_or_its_language_leads_to_the_page(client, address):
    bare = client.get(f"/fr/{address.rstrip('/')}?on={THAT_DAY}")
    assert (bare.status_code, bare["Location"]) == (301, f"/fr/{address}?on={THAT_DAY}")
    for typed in (address, address.rstrip("/")):
        response = client.get(f"/{typed}?on={THAT_DAY}", headers={"accept-language": "es"})
        assert (response.status_code, response["Location"]) == (302, f"/es/{address}?on={THAT_DAY}")


@pytest.mark.parametrize(
    "address",
    ["//evil.example/", "//evil.example", "///evil.example/", "/\\evil.example/", "/%2F/evil.example/",
     "//evil.example/fr/countries/jp/", "/fr//evil.example/", "/fr/countries//evil.example", "/https://evil.example/"],
)  # fmt: skip
def test_no_address_leads_to_another_site(address):
    response = Client().generic("GET", address)
    if response.status_code in (301, 302):
        target = urlsplit(response["Location"])
        assert (target.scheme, target.netloc) == ("", "")
        assert not response["Location"].startswith(("//", "/\\"))
    else:
        assert response.status_code in (200, 404)
