"""The search: everything that the lists find by some words, marked where it was found; a way on where nothing is."""

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from inserm_intl.folding import words
from inserm_intl.pages.search import NOUNS
from inserm_intl.search.described import Text
from inserm_intl.search.extracts import LENGTH, blocks, extract, window
from partners.models import Country, Institution
from tests import factories as make
from tests.addresses import PAGES
from tests.crowd import crowd
from tests.reading import Page, ask, listed, parameters
from tests.world import THAT_DAY, build, standing

pytestmark = pytest.mark.django_db
LISTS = [name.split(":")[1] for name in NOUNS if name]
ADDRESSES = {"institutions": "partners"}


@pytest.fixture(scope="module", autouse=True)
def world(django_db_setup, django_db_blocker):
    yield from standing(django_db_blocker, build)


def search(client, q, language="fr", **asked):
    return ask(client, f"/{language}/search/", q=q, **asked)


def found(page) -> dict[str, list[str]]:
    """For each noun of which something is found: the keys of the records shown."""
    return {
        section.attrs["aria-labelledby"]: [
            title.all("a")[0].attrs["href"].split("?")[0].split("/")[-2] for title in section.all("p", class_="title")
        ]
        for section in page.content.all("section", class_="found-group")
    }


def counts(page) -> dict[str, str]:
    return {
        section.attrs["aria-labelledby"]: section.one("h2").one("span", class_="count").text
        for section in page.content.all("section", class_="found-group")
    }


def marks(element) -> list[str]:
    return [mark.text for mark in element.all("mark")]


def entry(page, key):
    """What is shown of one record."""
    (item,) = [
        item
        for item in page.content.all("li")
        if item.all("p", class_="title") and item.all("a")[0].attrs["href"].split("?")[0].endswith(f"/{key}/")
    ]
    return item


ASKED = [
    *({"q": word} for word in ("japon", "JAPAN", "riken japon", "japón riken", "理化学", "lia", "uk", "de", "a")),
    *({"q": word} for word in ("œil", "visite", "appel", "seminaire zika", "accord-cadre", "2014", "stratégie", "zz")),
    *({"q": "japon", "on": day} for day in (THAT_DAY, "2010-01-01", "2150-06-01")),
    *({"q": "bacteries", "invented": invented} for invented in ("no", "yes")),
]  # fmt: skip


@pytest.mark.parametrize("asked", ASKED, ids=lambda asked: "&".join(asked.values()))
def test_each_noun_is_found_and_counted_as_its_list_does_and_leads_there(client, asked):
    page = ask(client, "search/", **asked)
    sections = {section.attrs["aria-labelledby"]: section for section in page.all("section", class_="found-group")}
    for noun in LISTS:
        rows = listed(client, ADDRESSES.get(noun, noun), **asked)
        assert found(page).get(noun, []) == (sorted(rows) if noun == "countries" else rows)[:5]
        assert counts(page).get(noun, "0") == str(len(rows))
        if rows:
            (link,) = sections[noun].one(class_="section-head").all("a")
            assert Page(client.get(link.attrs["href"])).rows == rows
            assert parameters(link.attrs["href"]) == {name: [value] for name, value in asked.items()}


def test_accents_case_the_order_of_words_and_the_language_do_not_matter(client):
    make.CountryFactory(code="KR", iso3="KOR", name_fr="Corée du Sud", name_en="South Korea", name_es="Corea del Sur")
    make.InstitutionFactory(slug="kist", name_fr="Institut des sciences", country_id="KR")
    expected = {"countries": ["KR"], "institutions": ["kist"]}
    for q in ("coree", "CORÉE", "korea", "Corea", "kor", "sud corée", "south KOREA"):
        for language in ("fr", "en", "es"):
            assert found(search(client, q, language)) == expected, (q, language)


def test_words_are_marked_in_the_original_text_with_its_accents(client):
    page = search(client, "OEIL cerveau")
    assert marks(entry(page, "LIA-2013-001").one(class_="title")) == ["Œil", "cerveau"]
    assert marks(entry(search(client, "heidelberg universite"), "heidelberg")) == ["Université", "Heidelberg"]
    assert marks(entry(search(client, "2013"), "LIA-2013-001").one(class_="reference")) == ["2013"]


def test_a_short_word_is_found_and_marked_at_the_start_of_a_word(client):
    make.InstitutionFactory(slug="duke", name_fr="Duke", country_id="CA")
    make.InstitutionFactory(slug="mrc", name_fr="Medical Research Council (UK)", country_id="CA")
    make.InstitutionFactory(
        slug="kyoto", name_fr="Kyoto", native_name="京都大学", native_language="ja", country_id="JP"
    )
    page = search(client, "uk")
    assert found(page) == {"institutions": ["mrc"]}
    assert marks(entry(page, "mrc")) == ["UK"]
    page = search(client, "京都")
    assert found(page) == {"institutions": ["kyoto"]}
    assert marks(entry(page, "kyoto")) == ["京都"]


def test_an_institution_found_by_another_of_its_names_shows_that_name(client):
    make.InstitutionFactory(
        slug="mpg", name_fr="Société Max-Planck", name_en="Max Planck Society", country_id="DE",
        aliases="Kaiser-Wilhelm-Gesellschaft\nMPG", acronym="MPI",
    )  # fmt: skip
    also = entry(search(client, "wilhelm"), "mpg").one(class_="also")
    assert also.text.endswith("Kaiser-Wilhelm-Gesellschaft")
    assert marks(also) == ["Wilhelm"]
    also = entry(search(client, "理化学"), "riken").one(class_="also")
    assert [(span.attrs["lang"], span.text) for span in also.all("span", lang="ja")] == [("ja", "理化学研究所")]
    also = entry(search(client, "society", "fr"), "mpg").one(class_="also")
    assert also.one("span", lang="en").text == "Max Planck Society"
    assert not entry(search(client, "society", "en"), "mpg").all(class_="also")
    assert not entry(search(client, "mpi max"), "mpg").all(class_="also")


def test_what_is_found_by_its_country_or_partner_says_so(client):
    page = search(client, "japan", "fr")
    assert entry(page, "JP").one(class_="also").one("span", lang="en").text == "Japan"
    assert marks(entry(page, "riken").one(class_="also")) == ["Japan"]
    assert marks(entry(page, "LIA-2013-001").one(class_="also")) == ["Japan"]
    assert marks(entry(search(client, "riken"), "LIA-2013-001").all(class_="facts-line")[0]) == ["Riken"]
    (shown,) = entry(search(client, "inserm"), "LIA-2013-001").all(class_="also")
    assert marks(shown) == ["Inserm"]


def test_titles_in_another_language_than_the_page_s_carry_theirs(client):
    title = entry(search(client, "oeil", "en"), "LIA-2013-001").one(class_="title")
    assert title.one("span", lang="fr").text == "Œil et cerveau"
    title = entry(search(client, "neurons", "en"), "GDRI-2016-001").one(class_="title")
    assert not [span for span in title.all("span") if "lang" in span.attrs]


BODY = """
# Le bruit

Un [lien vers Kyoto](/fr/secret/address/) et **du gras**, `code`, <b>html</b> & co.

- un point sur les zèbres
"""


def test_a_page_of_text_shows_an_extract_around_the_words_without_markup(client):
    make.PageFactory(slug="noise", title_fr="Bruits", body_fr=BODY)
    extract = entry(search(client, "GRAS kyoto"), "noise").one(class_="extract")
    assert extract.text == "Un lien vers Kyoto et du gras, code, <b>html</b> & co."
    assert marks(extract) == ["Kyoto", "gras"]
    assert extract.all("b") == extract.all("a") == extract.all("strong") == []
    assert entry(search(client, "zebres"), "noise").one(class_="extract").text == "un point sur les zèbres"
    assert entry(search(client, "bruits"), "noise").one(class_="extract").text.startswith("Un lien vers Kyoto")


def test_a_programme_found_by_its_summary_alone_shows_where(client):
    make.ExchangeProgrammeFactory(slug="grants", title_fr="Bourses", summary_fr="Un séjour **à Kyoto**.")
    assert entry(search(client, "kyoto"), "grants").one(class_="extract").text == "Un séjour à Kyoto."
    assert entry(search(client, "bourses"), "grants").all(class_="extract") == []


def test_an_extract_is_in_the_reader_s_language_unless_only_another_holds_the_words(client):
    make.PageFactory(slug="both", title_fr="Deux", body_fr="Le zèbre et la Corée.", body_en="The zebra and Korea.")
    shown = {q: entry(search(client, q, "en"), "both").one(class_="extract") for q in ("zebra", "zebre", "zeb")}
    assert {q: extract.text for q, extract in shown.items()} == {
        "zebra": "The zebra and Korea.", "zebre": "Le zèbre et la Corée.", "zeb": "The zebra and Korea.",
    }  # fmt: skip
    assert [extract.all("span", lang="fr") != [] for extract in shown.values()] == [False, True, False]


def test_a_long_paragraph_is_shown_around_the_first_word_found():
    text = " ".join(f"mot{number}" for number in range(400)) + " zèbre " + "suite " * 100
    shown = extract([Text(text)], words("zebre"), words("zebre"))
    assert "<mark>zèbre</mark>" in shown
    assert shown.startswith("… mot")
    assert shown.endswith("suite …")
    assert len(shown) < LENGTH + 30
    for start_of in ("é" * 1000, "京" * 1000, "e\u0301" * 600, "a b " * 200):
        start, end = window(f"{start_of}zebre{start_of}", ["zebre"])
        assert "zebre" in f"{start_of}zebre{start_of}"[start:end]
        assert end - start <= LENGTH + 1
    assert blocks("") == []
    assert extract([], [], []) == ""


def test_as_of_another_day_the_search_says_so_and_finds_what_was_there(client):
    now, then = (found(search(client, "japon", **on)) for on in ({}, {"on": THAT_DAY}))
    assert "GDRI-2016-001" in now["agreements"]
    assert "GDRI-2016-001" not in then["agreements"]
    page = search(client, "japon", on=THAT_DAY)
    notice = page.one(class_="notice-date")
    assert "30 juin 2015" in notice.text
    assert notice.one("a").attrs["href"] == "/fr/search/?q=japon"
    assert page.content.one("input", name="on").attrs["value"] == THAT_DAY


def test_invented_records_are_announced_and_can_be_left_out(client):
    page = search(client, "tokyo")
    (notice,) = page.all(class_="notice-demo")
    assert parameters(notice.one("a").attrs["href"]) == {"q": ["tokyo"], "invented": ["no"]}
    assert "inventé" in entry(page, "LIA-2014-002").one(class_="title").text
    without = search(client, "tokyo", invented="no")
    assert without.all(class_="notice-demo") == []
    assert set(found(page)["agreements"]) - set(found(without)["agreements"]) == {"LIA-2014-002"}


def test_an_invented_record_beyond_the_first_rows_is_announced_too(client):
    for number in range(9):
        make.InstitutionFactory(name_fr=f"Zèbre {number}", country_id="CA", invented=number == 8)
    page = search(client, "zebre")
    assert counts(page) == {"institutions": "9"}
    assert page.all(class_="notice-demo")


BAD = {"q": ["%00", f"a{'%00'}", "a" * 201], "on": ["2015-02-30", "abc"], "invented": ["zz"]}


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, values in BAD.items() for value in values])
def test_what_cannot_be_answered_is_said_beside_its_field(client, name, value):
    page = Page(client.get(f"/fr/search/?q=riken&{name}={value}"))
    assert page.status == 400
    assert set(page.faults) == {name}
    assert found(page) == {}
    assert page.one(role="alert").text
    assert page.content.one("details").attrs.get("open") is not None


@pytest.mark.parametrize("q", ["", " ", "-", "/", "’", "\t"])
def test_without_words_the_search_offers_its_form_and_the_lists(client, q):
    page = ask(client, "search/", q=q) if q else ask(client, "search/")
    assert found(page) == {}
    assert page.content.one("form", role="search").one("input", name="q")
    assert page.links() == [link.attrs["href"] for link in page.one(class_="ways-in").all("a")]
    for link in page.links():
        assert ask(client, link.split("?")[0]).one("h1")
    assert len(page.links()) == len(LISTS)


def suggested(page) -> dict[str, str]:
    return {link.text: page.joined(link.attrs["href"]) for lists in page.all(class_="meant") for link in lists.all("a")}


NEARLY = {
    "jappon": "Japon",
    "Allemange": "Allemagne",
    "rikken": "Riken",
    "fiocrus": "Fiocruz",
    "grouppement": "Groupement",
    "semminaires": "Séminaires",
    "universty": "University",
    "institut rikken": "institut Riken",
    "RIKKEN institut": "Riken institut",
    "heildelberg universty": "heidelberg University",
    "oeil fiocrus": "Fiocruz",
}


@pytest.mark.parametrize("q", NEARLY)
def test_where_nothing_is_found_near_names_are_proposed_and_find_something(client, q):
    page = search(client, q)
    assert found(page) == {}
    assert NEARLY[q].casefold() in {text.casefold() for text in suggested(page)}
    for text, address in suggested(page).items():
        assert found(Page(client.get(address))), text


def test_a_near_name_keeps_the_day_and_what_was_left_out(client):
    page = search(client, "rikken", on=THAT_DAY, invented="no")
    assert parameters(suggested(page)["Riken"]) == {"q": ["Riken"], "on": [THAT_DAY], "invented": ["no"]}


@pytest.mark.parametrize("q", ["zz", "zqzqzq", "1", "12345", "😀", "%", "a" * 200, "東京大学院"])
def test_nothing_is_proposed_for_what_is_like_nothing(client, q):
    page = search(client, q)
    assert suggested(page) == {}
    assert page.one(class_="empty").one("h2").text
    assert len(page.one(class_="ways-in").all("a")) == len(LISTS)


def test_words_that_find_nothing_together_are_found_one_by_one(client):
    page = search(client, "Kobé RIKEN zzzz œil", invented="no")
    assert found(page) == {}
    alone = {
        part.one("dt").text: [parameters(link.attrs["href"]) for link in part.all("a")]
        for part in page.one(class_="alone").all("div")
    }
    assert list(alone) == ["Kobé", "RIKEN", "œil"]
    assert alone["Kobé"] == [{"q": ["Kobé"], "invented": ["no"]}]
    for link in page.one(class_="alone").all("a"):
        assert Page(client.get(link.attrs["href"])).rows


def test_near_names_are_looked_for_among_all_institutions_while_they_are_few_then_by_their_first_letters(
    client, monkeypatch
):
    make.InstitutionFactory(name_fr="Karolinska", country_id="CA")
    assert (
        list(suggested(search(client, "kraolinska"))) == list(suggested(search(client, "karolinksa"))) == ["Karolinska"]
    )
    monkeypatch.setattr("inserm_intl.search.near.MOST_NAMES", 4)
    assert list(suggested(search(client, "karolinksa"))) == ["Karolinska"]
    assert suggested(search(client, "kraolinska")) == {}


def test_beyond_ten_thousand_rows_the_count_says_more_than(client):
    Institution.objects.bulk_create(
        (
            Institution(slug=f"m-{number}", name_fr="Beaucoup", country_id="CA", published=True)
            for number in range(10_001)
        ),
        batch_size=1_000,
    )
    assert counts(search(client, "beaucoup", "en"))["institutions"] == "more than 10,000"
    Institution.objects.filter(slug="m-0").delete()
    assert counts(search(client, "beaucoup", "en"))["institutions"] == "10,000"


EVERY_WORD = ["lieu", "type", "accord", "visite", "page", "pays", "appel", "japon"]
QUESTIONS = [
    *({"q": word} for word in EVERY_WORD),
    {"q": "a", "on": THAT_DAY, "invented": "no"},
    {"q": "lieux japponais"},
    {"q": "riken zzzzz lieux accordd vissite jappon kobe oeil a b c d"},
]


def test_the_search_asks_as_often_for_a_thousand_rows_as_for_a_few_and_at_most_twenty_times(client, world):
    def queries():
        found = []
        for asked in QUESTIONS:
            with CaptureQueriesContext(
                connection,
            ) as log:
                search(client, **asked)
            found.append(len(log))
        return found

    crowd(world, 30)
    few = queries()
    crowd(world, 200)
    many = queries()
    assert max(many) <= 20
    assert few == many


def test_results_are_not_for_search_engines_and_nobody_s_to_keep(client):
    page = search(client, "riken")
    assert page.one("meta", name="robots").attrs["content"] == "noindex"
    assert {"private", "no-cache"} <= set(page.response["Cache-Control"].replace(" ", "").split(","))
    assert not page.response.cookies
    assert ask(client, "search/").all("meta", name="robots") == []


def test_the_address_of_a_search_is_its_question_alone(client):
    page = search(client, " riken ", on="", x="1", sort="name", page="2", country="JP")
    assert page.canonical == f"{settings.SITE_URL}/fr/search/?q=riken"
    assert page.alternates["en"].endswith("/en/search/?q=riken")
    assert "riken" in page.title


@pytest.mark.parametrize("address", [*PAGES.values(), "nothing/"])
def test_every_page_has_one_search_box_which_keeps_the_day(client, address):
    for asked in ({}, {"on": THAT_DAY}):
        page = Page(client.get(f"/fr/{address}", asked))
        box = page.one("form", role="search")
        field = box.one("input", name="q")
        assert box.attrs.get("action", "/fr/search/") == "/fr/search/"
        (label,) = [label for label in page.all("label") if label.attrs["for"] == field.attrs["id"]]
        assert label.text
        days = [day.attrs.get("value") for day in box.all("input", name="on")]
        assert days in ([asked.get("on")], [] if address == "nothing/" or not asked else None)


def test_what_is_typed_is_never_markup(client):
    for q in ('"><script>alert(1)</script>', "<b>riken</b>", "riken <mark>"):
        page = search(client, q)
        assert page.content.all("script") == page.content.all("b") == []
        assert page.content.one("input", name="q").attrs["value"] == q


def test_a_country_is_found_by_its_codes(client):
    assert Country.objects.filter(code="JP").exists()
    assert found(search(client, "jpn"))["countries"] == ["JP"]
    assert marks(entry(search(client, "jpn"), "JP").one(class_="also")) == ["JPN"]
