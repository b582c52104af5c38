"""Every filter of every list, by what it finds: the questions of `tests.answers`, and the rules behind them."""

import pytest
from django.http import QueryDict

from tests import factories as make
from tests.addresses import FILTERSETS
from tests.answers import ANSWERS
from tests.reading import ask, listed
from tests.world import build, standing

pytestmark = pytest.mark.django_db
CASES = [(noun, asked, found) for noun, answers in ANSWERS.items() for asked, found in answers.items()]


@pytest.fixture(scope="module", autouse=True)
def world(django_db_setup, django_db_blocker):
    yield from standing(django_db_blocker, build)


def keys(world, noun, names):
    """`JP DE`: countries and types by their codes, other records by their names in the world."""
    named = noun not in ("countries", "instruments")
    return [getattr(world, name).natural_key()[-1] if named else name for name in names.split()]


@pytest.mark.parametrize(("noun", "asked", "found"), CASES, ids=[f"{noun}?{asked}" for noun, asked, _ in CASES])
def test_a_question_finds_exactly_its_records_in_order(client, world, noun, asked, found):
    assert listed(client, noun, **dict(QueryDict(asked).lists())) == keys(world, noun, found)


@pytest.mark.parametrize("noun", FILTERSETS)
def test_every_parameter_and_every_order_of_a_list_is_asked_here(noun):
    filterset = FILTERSETS[noun](QueryDict())
    asked = [QueryDict(text) for text in ANSWERS[noun]]
    assert {name for question in asked for name in question} == set(filterset.filters)
    orders = {sign + name for name in filterset.sorts for sign in ("", "-")}
    assert {question["sort"] for question in asked if "sort" in question} == orders


def test_the_type_the_state_and_the_field_are_asked_of_one_and_the_same_agreement(client):
    """Tokyo has a LIA and an agreement in force: they are two."""
    assert "tokyo" in listed(client, "partners", instrument="lia")
    assert "tokyo" in listed(client, "partners", state="in-force")
    assert listed(client, "partners", instrument="lia", state="in-force") == []
    assert listed(client, "countries", instrument="lia", state="in-force") == []
    assert listed(client, "partners", instrument="gdri", state="in-force") == ["heidelberg", "tokyo"]


def test_an_institution_in_france_is_a_partner_only_where_france_is_asked_for(client):
    assert "inserm" not in listed(client, "partners")
    assert "inserm" not in listed(client, "partners", region="150")
    assert "inserm" not in listed(client, "partners", group="eu")
    assert listed(client, "partners", country=["FR", "DE"]) == ["inserm", "heidelberg"]
    assert listed(client, "partners", country=["FR", "DE"], region="155") == ["inserm", "heidelberg"]


def test_france_is_in_the_list_of_countries_only_where_it_is_asked_for_and_keeps_its_page(client):
    assert "FR" not in listed(client, "countries")
    assert "FR" not in listed(client, "countries", region="150")
    assert listed(client, "countries", id=["FR", "DE"]) == ["DE"]
    assert listed(client, "countries", country=["FR", "DE"], sort="name") == ["DE", "FR"]
    assert ask(client, "countries/FR/").status == 200
    assert "/fr/countries/FR/" in client.get("/sitemap.xml").content.decode()


@pytest.mark.parametrize("word", ["sao", "SÃO", "São Paulo", "paulo sao", "  paulo   SAO ", "aul", "sp", "brésil sp"])
def test_words_are_found_whatever_their_accents_case_and_order(client, word):
    make.InstitutionFactory(slug="usp", name_fr="Université de São Paulo", acronym="USP", aliases="SP", country_id="BR")
    assert listed(client, "partners", q=word) == ["usp"]


def test_a_short_word_begins_a_word_and_every_word_must_be_there(client):
    make.InstitutionFactory(slug="duke", name_fr="Duke University", country_id="CA")
    make.InstitutionFactory(slug="mrc", name_fr="UK Medical Research Council", country_id="CA")
    assert listed(client, "partners", q="uk") == ["mrc"]
    assert listed(client, "partners", q="duke uk") == []


@pytest.mark.parametrize("words", ["100 %", "_", "%", "*", "'", '"', "\\", "-", "ﷺ", "😀", "--", "');"])
def test_signs_are_words_like_others(client, words):
    assert ask(client, "partners/", q=words).status == 200


@pytest.mark.parametrize("sort", ["name", "-name", "country", "-country"])
def test_what_is_equal_stays_in_one_order_over_all_pages(client, sort):
    for number in range(60):
        make.InstitutionFactory(slug=f"same-{number}", name_fr="Pareil", country_id="CA")
    pages = [listed(client, "partners", q="pareil", sort=sort, page=number) for number in (1, 2, 3)]
    assert [len(page) for page in pages] == [25, 25, 10]
    assert [slug for page in pages for slug in page] == [f"same-{number}" for number in range(60)]


def test_an_empty_value_asks_nothing_and_the_last_of_several_counts(client):
    assert listed(client, "partners", q="", country="", sort="", on="", page="") == listed(client, "partners")
    assert listed(client, "agreements", q=" ", partner=" ", unit=" ", id=" ") == listed(client, "agreements")
    assert listed(client, "partners", q=["heidelberg", ""]) == listed(client, "partners")
    assert listed(client, "partners", q=["heidelberg", "riken"]) == ["riken"]
    assert listed(client, "agreements", partner=["nobody", "riken"]) == ["LIA-2013-001"]
