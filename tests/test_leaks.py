"""What is private leaves no trace: planted with canary words, found by staff, found nowhere by visitors."""

from urllib.parse import quote

import pytest
from django.http import QueryDict

from inserm_intl.pages.search import PageQuestion
from tests.addresses import FEEDS, FILTERSETS, LANGUAGES, records
from tests.answers import ANSWERS
from tests.canaries import CANARY
from tests.planted import hidden_words, plant
from tests.reading import own_page
from tests.world import THAT_DAY, build, standing

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def world(django_db_setup, django_db_blocker):
    yield from standing(django_db_blocker, build)


def addresses() -> list[str]:
    """Every page in every language; in French also as of another day, and each list asked by each parameter."""
    on_that_day = [f"{address}?on={THAT_DAY}" for address in records() if address.startswith("/fr/")]
    questions = [f"/fr/{noun}/?{asked}" for noun, answers in ANSWERS.items() for asked in one_of_each(answers)]
    feeds = [f"/{language}/{address}" for language in LANGUAGES for address in FEEDS.values()]
    maps = [f"/fr/map/?shade={shade}" for shade in ("agreements", "cooperations")]
    feeds += [f"{feed}?on={THAT_DAY}" for feed in feeds]
    return [*records(), *on_that_day, *questions, *feeds, "/sitemap.xml", *maps, *searches()]


def searches() -> list[str]:
    """What is found, what is found by each word alone, and what is nearly a name, public or not."""
    words = ["japon", "riken+inserm", "lia+2011", "visites", "riken+zika", "rikken", "sercet", "institu"]
    return [f"/fr/search/?q={word}{day}" for word in words for day in ("", f"&on={THAT_DAY}")]


def one_of_each(answers) -> list[str]:
    """Every order, every question of another day, and of the others one for each parameter."""
    by_name = {asked.split("=")[0]: asked for asked in answers if asked}
    return [*by_name.values(), *(asked for asked in answers if "sort=" in asked or "on=" in asked)]


def answers(client, paths) -> dict[str, tuple[int, str]]:
    found = {}
    for path in paths:
        response = client.get(path)
        found[path] = (response.status_code, response.content.decode())
    return found


def test_no_public_page_list_count_or_order_changes_by_a_letter(client, world):
    before = answers(client, addresses())
    assert sum(status == 200 for status, _body in before.values()) > 200
    plant(world)
    after = answers(client, addresses())
    hidden = hidden_words()
    for path, answer in before.items():
        assert after[path] == answer, path
        said = answer[1].casefold()
        assert [what for what, word in hidden.items() if word in said] == [], path


def test_no_private_word_finds_anything(client, world):
    """A canary asked for is answered like a word that stands nowhere."""
    plant(world)
    for noun, filterset in FILTERSETS.items():
        for column, word in CANARY.items():
            assert not filterset(QueryDict(f"q={word}")).qs.exists(), (noun, column)
        found, nothing = (answers(client, [f"/fr/{noun}/?q={word}"]).popitem()[1] for word in (word, "zzzzzz"))
        assert (found[0], found[1].replace(word, "zzzzzz")) == nothing, noun


def test_the_search_answers_a_private_word_like_one_that_stands_nowhere(client, world):
    plant(world)
    for column, word in CANARY.items():
        assert not PageQuestion(QueryDict(f"q={word}")).qs.exists(), column
    asked = {word: "zzzzzz" for word in list(CANARY.values())[::12]}
    asked |= {"zqsecret": "zzzzzzzz", "zqsecre": "zzzzzzz", "LIA-2011-901": "LIA-2011-777", "zqprogramm": "zzzzzzzzzz"}
    for word, nothing in asked.items():
        for question in ("/fr/search/?q={}", "/fr/search/?q=riken+{}"):
            found, none = (answers(client, [question.format(q)]).popitem()[1] for q in (word, nothing))
            assert (found[0], found[1].replace(word, nothing)) == none, question.format(word)


PROBES = {
    "agreements": {"partner": ["zqsecret", "zqalone"], "programme": ["zqprogramme"], "id": ["LIA-2011-901"]},
    "programmes": {"partner": ["zqsecret"], "id": ["zqprogramme"]},
    "calls": {
        "partner": ["zqsecret"],
        "programme": ["zqprogramme"],
        "id": ["visits/zqcall", "zqprogramme/zqother"],
        "q": ["zqcall"],
    },
    "activities": {"partner": ["zqsecret"], "programme": ["zqprogramme"], "id": ["VIS-2013-901"]},
    "partners": {"id": ["zqsecret"], "kind": ["company"], "q": ["zqsecret"]},
    "countries": {"q": ["zqsecret"]},
    "cooperations": {"partner": ["zqsecret", "zqalone"], "id": ["COL-2018-901"], "q": ["zqsecret", "COL-2018-901"]},
}
STRANGER = "zz-9"


@pytest.mark.parametrize("noun", PROBES)
def test_a_private_key_is_answered_like_one_that_does_not_exist(client, world, noun):
    probes = [
        (f"/{language}/{noun}/?{name}={{}}", value)
        for name, values in PROBES[noun].items()
        for value in values
        for language in LANGUAGES
    ]
    before = answers(client, [path.format(value) for path, value in probes])
    plant(world)
    after = answers(client, [path.format(value) for path, value in probes])
    for path, value in probes:
        known = after[path.format(value)]
        assert known == before[path.format(value)], (path, value)
        if "kind=" not in path:
            (unknown,) = answers(client, [path.format(STRANGER)]).values()
            said = known[1].replace(value, STRANGER).replace(quote(value, ""), STRANGER)
            assert (known[0], said) == unknown, (path, value)


def test_a_private_record_is_not_there_in_the_same_words_as_one_that_never_was(client, world):
    for record in plant(world).values():
        for language in LANGUAGES:
            address = own_page(record, language)
            parts = address.rstrip("/").split("/")
            other = "/".join([*parts[:-1], STRANGER, ""])
            secret, nothing = (answers(client, [path]).popitem()[1] for path in (address, other))
            assert (secret[0], secret[1].replace(parts[-1], STRANGER)) == (404, nothing[1]), address
