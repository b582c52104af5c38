"""The open data page: what staff wrote, and all that the declarations of the nouns say."""

from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.utils.translation import override

from inserm_intl.models import Page as Text
from inserm_intl.open_data.nouns import NOUNS
from inserm_intl.open_data.offered import forms_of
from inserm_intl.templatetags.data import as_json, inline
from tests.addresses import LANGUAGES
from tests.once import ONE_DATABASE
from tests.reading import ask, parameters
from tests.world import THAT_DAY, build, standing

pytestmark = [ONE_DATABASE, pytest.mark.django_db]


@pytest.fixture(scope="module", autouse=True)
def _world(django_db_setup, django_db_blocker):
    yield from standing(django_db_blocker, build)


def written(words: str) -> str:
    """Without spaces, which a page may break or double."""
    return "".join(words.split())


def lines(table) -> dict[str, list]:
    return {row.one("th").text: row.all("td") for row in table.one("tbody").all("tr")}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_dictionary_has_every_column_with_its_meaning_type_and_example(client, language):
    page = ask(client, f"/{language}/open-data/")
    for noun in NOUNS.values():
        found = lines(page.one("table", id=noun.name))
        assert [*found] == [*noun.columns.all()]
        with override(language):
            for name, column in noun.columns.all().items():
                tells(column, *found[name])


def tells(column, meaning, kind, example) -> None:
    """Three cells of the dictionary say all that is declared of a column."""
    assert written(str(column.meaning).replace("`", "")) in written(meaning.text)
    assert kind.text.startswith(str(column.kind))
    assert str(column.unit) in kind.text
    assert written(as_json(column.example)) == written(example.text) != ""
    said = [(code, str(label)) for code, label in getattr(column, "choices", {}).items()]
    assert [(value.one("dt").text, value.one("dd").text) for value in meaning.all("div")[1:]] == said


def test_a_key_leads_to_the_noun_that_it_is_of(client):
    page = ask(client, "open-data/")
    anchors = {link.attrs["href"] for link in page.content.all("a") if link.attrs["href"].startswith("#")}
    assert {f"#{noun}" for noun in NOUNS} <= anchors
    assert {anchor[1:] for anchor in anchors} <= {found.attrs.get("id") for found in page.all()}


def test_every_form_of_every_noun_is_there_on_the_day_asked(client):
    page = ask(client, "open-data/", on=THAT_DAY)
    links = {link.attrs["href"] for link in page.content.all("a")}
    for noun in NOUNS.values():
        forms = forms_of(noun, f"?on={THAT_DAY}")
        assert {form.url for form in forms} <= links
        assert [form.label for form in forms][:3] == ["CSV", "Excel", "JSON"]
    assert "/api/v1/partners.geojson?on=2015-06-30" in links


def test_every_address_of_data_on_the_page_answers(client):
    page = ask(client, "open-data/")
    links = {link.attrs["href"] for link in page.all("a") + page.all("link") if "href" in link.attrs}
    data = [link for link in links if urlsplit(link).path.startswith(("/api/", "/catalog"))]
    assert len(data) > 4 * len(NOUNS)
    for link in data:
        response = client.get(link)
        assert response.status_code == 200, link
        assert response.getvalue()


def test_the_citation_names_the_day_and_an_address_that_keeps_it(client):
    for asked in ({}, {"on": THAT_DAY}):
        page = ask(client, "open-data/", **asked)
        cited = page.one(class_="citation").one("cite").text
        address = cited.split()[-1]
        assert address.startswith(f"{settings.SITE_URL}/fr/open-data/")
        day = parameters(address)["on"][0]
        assert not asked or day == THAT_DAY
        assert ask(client, address.removeprefix(settings.SITE_URL)).status == 200
        assert f'url     = "{address}"' in "".join(page.all("pre")[-1].one("code").inside)


def test_the_words_of_staff_are_theirs_to_change(client):
    Text.objects.filter(slug="open-data").update(body_fr="## Autrement\n\nDit **autrement**.")
    assert ask(client, "open-data/").one("div", id="conditions").one("strong").text == "autrement"
    Text.objects.filter(slug="open-data").update(published=False)
    assert ask(client, "open-data/", status=404)


def test_codes_stand_out_in_a_sentence_and_nothing_else_is_markup():
    assert inline("As in `partners` <b>.") == "As in <code>partners</code> &lt;b&gt;."
