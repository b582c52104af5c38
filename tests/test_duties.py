"""The pages that a French public body owes its visitors: true, complete in three languages, not filled in yet."""

import json
import re

import pytest
from django.conf import settings
from django.core.management import call_command
from django.utils.translation import override

from agreements.models.period import LABELS, PUBLIC_STATES
from inserm_intl.context import footer
from inserm_intl.models import Page
from tests.addresses import LANGUAGES, PAGES
from tests.reading import ask
from tests.world import build, standing

pytestmark = pytest.mark.django_db
DUTIES = ["accessibility", "contacts", "legal", "open-data", "privacy"]
TO_COMPLETE = {"fr": "par l’exploitant]**", "en": "by the operator]**", "es": "por el operador]**"}
NOT_OFFICIAL = {"fr": "n’est pas un site officiel", "en": "not an official site", "es": "no es un sitio oficial"}


@pytest.fixture(scope="module", autouse=True)
def _world(django_db_setup, django_db_blocker):
    def with_pages():
        build()
        Page.objects.all().delete()
        call_command("loaddata", "pages", verbosity=0)

    yield from standing(django_db_blocker, with_pages)


def text(slug, language) -> str:
    return getattr(Page.objects.get(slug=slug), f"body_{language}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_stands_in_the_footer_of_every_page_or_in_its_menu(client, language):
    for address in PAGES.values():
        page = ask(client, f"/{language}/{address}")
        frame = [*page.all("footer"), *page.all("nav")]
        linked = {link.attrs["href"] for part in frame for link in part.all("a")}
        assert {f"/{language}/{slug}/" for slug in DUTIES} <= linked, address


@pytest.mark.parametrize("slug", DUTIES)
def test_each_says_as_much_in_every_language(client, slug):
    pages = {language: ask(client, f"/{language}/{slug}/").content for language in LANGUAGES}
    shapes = {
        language: {tag: len(page.all(tag)) for tag in ("h2", "h3", "p", "li", "tr", "td", "strong", "a", "code")}
        for language, page in pages.items()
    }
    assert shapes["fr"] == shapes["en"] == shapes["es"]
    assert not [part for page in pages.values() for part in page.all(lang="fr")]  # nothing is left in French
    gaps = {language: text(slug, language).count(TO_COMPLETE[language]) for language in LANGUAGES}
    assert gaps["fr"] == gaps["en"] == gaps["es"]


OF_NO_LANGUAGE = ("/sitemap.xml", "/.well-known/", "/api/v1/", "/catalog.jsonld")


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_link_of_theirs_within_the_site_is_dead(client, language):
    for slug in DUTIES:
        for link in ask(client, f"/{language}/{slug}/").links():
            if link.startswith("/"):
                answer = client.get(link)
                assert answer.status_code == 200, (slug, link)
                assert answer.getvalue(), (slug, link)
                assert link.startswith((f"/{language}/", *OF_NO_LANGUAGE)), (slug, link)
            else:
                assert link.startswith("https://"), (slug, link)


@pytest.mark.parametrize("language", LANGUAGES)
def test_they_name_no_person_number_or_mailbox_and_leave_that_to_the_operator(language):
    for slug in DUTIES:
        said = re.sub(r"\(https?://[^)]*\)", "", text(slug, language))
        assert "@" not in said
        assert not re.search(r"\+33|\b0\d([ .]?\d\d){4}\b", said)
    for slug in ("accessibility", "contacts", "legal", "privacy"):
        assert TO_COMPLETE[language] in text(slug, language)
    for slug in ("accessibility", "contacts", "open-data", "privacy"):
        assert NOT_OFFICIAL[language] in text(slug, language)


STATED = {"fr": "non conforme", "en": "not compliant", "es": "no conforme"}
CLAIMS = r"(totalement|partiellement) conforme|(fully|partially) compliant|(totalmente|parcialmente) conforme"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_accessibility_statement_claims_nothing_that_no_audit_has_found(client, language):
    page = ask(client, f"/{language}/accessibility/")
    assert STATED[language] in page.one("h1").text
    assert STATED[language] in [found.text for found in page.content.all("strong")]
    assert not re.search(CLAIMS, text("accessibility", language))
    with override(language):
        (label,) = [str(label) for label, url in footer() if url.endswith("/accessibility/")]
    assert STATED[language] in label
    assert "Libre réponse 71120, 75342 Paris CEDEX 07" in text("accessibility", language)
    assert "https://formulaire.defenseurdesdroits.fr/" in page.links()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_dictionary_names_the_states_as_the_pages_do(client, language):
    words = [found.all("td")[0].text for found in ask(client, f"/{language}/open-data/").all("tr") if found.all("td")]
    with override(language):
        assert {str(LABELS[state]) for state in PUBLIC_STATES} <= set(words)


def test_the_page_of_data_names_each_form_in_which_they_can_be_had(client):
    links = ask(client, "open-data/").links()
    assert {"/fr/feeds/agreements.atom", "/fr/feeds/calls.ics"} <= set(links)
    assert "https://www.etalab.gouv.fr/licence-ouverte-open-licence/" in links


def test_the_french_of_pages_is_spaced_as_french():
    wrong = re.compile(r"(?<![\u00a0\u202f])[;?!»]|(?<![\u00a0\u202f])(?<!\w):(?= )|\w: |«(?!\u00a0)|['\"“”]")
    rows = json.loads((settings.BASE_DIR / "fixtures" / "pages.json").read_text())
    assert len(rows) > 5
    for row in rows:
        said = re.sub(r"\]\([^)]*\)|`[^`]*`", "", row["fields"]["body_fr"])
        assert wrong.findall(said) == [], row["fields"]["slug"]
