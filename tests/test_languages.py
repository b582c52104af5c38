"""The same pages in French, English and Spanish: addresses, the switch, and texts that are not translated yet."""

import pytest
from django.conf import settings

from partners.models import Country
from tests import factories as make
from tests.addresses import LANGUAGES, LISTS, PAGES
from tests.once import ONE_DATABASE
from tests.reading import Page, ask
from tests.world import THAT_DAY, build, signed, standing

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def world(django_db_setup, django_db_blocker):
    yield from standing(django_db_blocker, build)


def in_each(path, query=""):
    return {language: f"/{language}/{path}{query}" for language in LANGUAGES}


@ONE_DATABASE
@pytest.mark.parametrize("query", ["", f"?on={THAT_DAY}"])
@pytest.mark.parametrize("address", PAGES.values())
def test_a_page_names_itself_in_every_language(client, address, query):
    everywhere = {language: settings.SITE_URL + path for language, path in in_each(address, query).items()}
    for language, path in in_each(address, query).items():
        page = Page(client.get(path))
        assert page.status == 200
        assert page.alternates == {**everywhere, "x-default": everywhere["fr"]}
        assert page.canonical == everywhere[language]
        assert page.one("html").attrs["lang"] == language


@ONE_DATABASE
def test_the_switch_leads_to_the_same_question_and_says_which_language_is_current(client):
    asked = {"q": "heidelberg", "sort": "-name", "on": THAT_DAY}
    page = ask(client, "/es/partners/", **asked, x="1", country="")
    switch = page.one("nav", class_="languages")
    links = {link.attrs["hreflang"]: link for link in switch.all("a")}
    assert list(links) == LANGUAGES
    assert {language: link.attrs["lang"] for language, link in links.items()} == {
        language: language for language in LANGUAGES
    }
    assert [language for language, link in links.items() if link.attrs.get("aria-current")] == ["es"]
    for language, link in links.items():
        other = Page(client.get(page.joined(link.attrs["href"])))
        assert other.one("html").attrs["lang"] == language
        assert other.rows == ["heidelberg"]
        assert other.canonical == f"{settings.SITE_URL}/{language}/partners/?on={THAT_DAY}&q=heidelberg&sort=-name"


@ONE_DATABASE
@pytest.mark.parametrize("address", ["nothing/", "partners/nobody/", "x/%C3%A9%3F%23/", "partners/%00/"])
def test_what_is_not_there_is_not_there_in_the_other_languages_either(client, address):
    page = ask(client, f"/en/{address}", status=404)
    assert page.one("html").attrs["lang"] == "en"
    for link in page.one("nav", class_="languages").all("a"):
        other = Page(client.get(page.joined(link.attrs["href"])))
        assert (other.status, other.one("html").attrs["lang"]) == (404, link.attrs["hreflang"])


@pytest.mark.parametrize("noun", LISTS)
def test_a_list_holds_the_same_records_in_every_language(client, noun):
    rows = [sorted(ask(client, path).rows) for path in in_each(f"{noun}/").values()]
    assert rows[0] == rows[1] == rows[2] != []


@pytest.mark.parametrize("words", ["allemagne", "germany", "heidelberg university", "université heidelberg"])
def test_words_of_any_language_are_found_in_every_language(client, words):
    for path in in_each("partners/").values():
        assert ask(client, path, q=words).rows == ["heidelberg"]


def test_a_list_is_in_the_alphabet_of_its_language(client):
    Country.objects.filter(code="DE").update(name_es="Alemania", sort_es="alemania")
    codes = {path: ask(client, path, sort="name").rows for path in in_each("countries/").values()}
    assert codes == {
        "/fr/countries/": ["DE", "BR", "CA", "JP"],
        "/en/countries/": ["BR", "CA", "DE", "JP"],
        "/es/countries/": ["DE", "BR", "CA", "JP"],
    }


def spoken(page, words) -> list[str]:
    """The language of every element that says exactly these words."""
    found = []

    def walk(element, language):
        language = element.attrs.get("lang", language)
        for child in element.inside:
            if isinstance(child, str):
                found.extend([language] if " ".join(child.split()) == words else [])
            elif child.tag != "title":
                walk(child, language)

    walk(page.root, "")
    return found


@ONE_DATABASE
@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("agreements/", "Œil et cerveau"),
        ("agreements/LIA-2013-001/", "Œil et cerveau"),
        ("agreements/LIA-2013-001/", "Institut Riken"),
        ("partners/", "Institut Riken"),
        ("partners/riken/", "Institut Riken"),
        ("partners/riken/", "Visites au Japon"),
        ("partners/riken/", "Visite à Kobé"),
        ("countries/JP/", "Œil et cerveau"),
        ("instruments/", "Groupement de recherche"),
        ("agreements/LIA-2013-001/", "Laboratoire associé"),
        ("programmes/", "Appel ouvert"),
        ("programmes/", "en mars"),
        ("programmes/seminars/calls/2190/", "Appel ouvert"),
        ("activities/", "Accueil"),
        ("activities/VIS-2014-001/", "Visite à Kobé"),
        ("activities/VIS-2014-001/", "Nerfs"),
        ("policy/", "Coopérer."),
        ("", "Santé publique"),
    ],
)
def test_a_text_that_is_not_translated_is_shown_in_its_own_language_and_says_so(client, address, words):
    for path in in_each(address).values():
        assert set(spoken(ask(client, path), words)) == {"fr"}, path


def test_a_text_is_shown_in_the_reader_s_language_where_there_is_one(client):
    for language, title in {"fr": "Neurones", "en": "Neurons", "es": "Neurones"}.items():
        page = ask(client, f"/{language}/agreements/GDRI-2016-001/")
        assert (title in page.title, set(spoken(page, title))) == (True, {"en" if language == "en" else "fr"})
        assert ("Where to." in ask(client, f"/{language}/policy/strategy/").content.text) is (language == "en")


def test_a_name_in_its_own_language_says_which(client):
    make.InstitutionFactory(slug="only-english", name_fr=None, name_en="Only English", country_id="CA")
    for language in LANGUAGES:
        assert spoken(ask(client, f"/{language}/partners/riken/"), "理化学研究所") == ["ja"]
        assert set(spoken(ask(client, f"/{language}/partners/only-english/"), "Only English")) == {"en"}


def test_what_is_wrong_is_said_in_the_reader_s_language(client):
    said = [ask(client, path, status=400, on="abc").faults["on"] for path in in_each("partners/").values()]
    assert len(set(said)) == 3


def test_a_title_without_translation_is_found_and_ordered_as_it_is_shown(client, world):
    signed(world.riken, "LIA-2012-001", world.lia.instrument, "2012-01-01", title_fr="Abeilles", title_en="Bees")
    rows = {language: ask(client, path, sort="title").rows for language, path in in_each("agreements/").items()}
    assert [rows[language].index("LIA-2012-001") for language in ("fr", "en")] == [0, 2]


def test_a_unit_has_a_french_name_and_it_is_marked_on_the_other_pages(client, world):
    for path in in_each(f"agreements/{world.lia.reference}/").values():
        page = ask(client, path)
        marked = [found.text for found in page.content.all("span", lang="fr") if found.text == world.unit.name]
        assert world.unit.name in page.content.text
        assert marked == ([] if path.startswith("/fr/") else [world.unit.name])
