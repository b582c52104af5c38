"""The rows of open data: those that the page of the same question shows, whatever the language."""

import pytest

from inserm_intl.open_data.nouns import NOUNS
from tests.addresses import LANGUAGES
from tests.data_keys import KEYS_OF
from tests.reading_data import QUESTIONS, keys, rows
from tests.test_filters import CASES
from tests.world import THAT_DAY, build, standing

pytestmark = pytest.mark.django_db
FIGURES = [("key-figures", asked, found) for asked, found in QUESTIONS["key-figures"].items()]
ASKED = [*CASES, *FIGURES]


@pytest.fixture(scope="module", autouse=True)
def world(django_db_setup, django_db_blocker):
    yield from standing(django_db_blocker, build)


def test_every_noun_is_asked_here():
    assert QUESTIONS.keys() == NOUNS.keys()


def test_every_parameter_and_every_order_of_the_figures_is_asked_here():
    filterset = NOUNS["key-figures"].filterset
    asked = {part.split("=")[0] for question, _found in [case[1:] for case in FIGURES] for part in question.split("&")}
    assert asked - {""} == set(filterset.base_filters)
    orders = {f"sort={sign}{name}" for name in filterset.sorts for sign in ("", "-")}
    assert orders <= QUESTIONS["key-figures"].keys()


@pytest.mark.parametrize(("noun", "asked", "found"), ASKED, ids=[f"{noun}?{asked}" for noun, asked, _ in ASKED])
def test_a_question_finds_the_rows_of_the_page_in_the_order_asked_or_in_that_of_the_keys(
    client, world, noun, asked, found
):
    wanted = keys(world, noun, found)
    answered = rows(client, noun, asked)
    assert list(answered) == (wanted if "sort=" in asked else sorted(wanted))
    assert all(list(row) == KEYS_OF[noun] for row in answered.values())


@pytest.mark.parametrize("noun", NOUNS)
def test_the_order_of_the_page_is_had_by_its_name_and_is_the_french_one_in_every_language(client, world, noun):
    for language in LANGUAGES:
        client.defaults["HTTP_ACCEPT_LANGUAGE"] = language
        answered = rows(client, noun, f"sort={NOUNS[noun].filterset.default_sort}")
        assert list(answered) == keys(world, noun, QUESTIONS[noun][""])


@pytest.mark.parametrize("noun", NOUNS)
def test_another_day_has_other_rows(client, noun):
    """Partners exist whatever the day: what they are asked has a day."""
    asked = "group=priorities" if noun == "partners" else ""
    assert rows(client, noun, asked) != rows(client, noun, f"{asked}&on={THAT_DAY}")


@pytest.mark.parametrize("noun", NOUNS)
def test_the_rows_do_not_depend_on_the_reader_s_language(client, noun):
    said = {client.get(f"/api/v1/{noun}/", headers={"accept-language": language}).content for language in ("fr", "es")}
    assert len(said) == 1
