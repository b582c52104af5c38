"""Any query string and any path, however odd: answered with a whole page, never with a failure."""

from urllib.parse import quote

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.addresses import FILTERSETS, LANGUAGES, LISTS, PAGES
from tests.answers import ANSWERS
from tests.reading import Page
from tests.world import build, standing

pytestmark = pytest.mark.django_db
odd = settings(
    max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
KNOWN = sorted({name for filterset in FILTERSETS.values() for name in filterset.base_filters} | {"page"})
GOOD = sorted(
    {part.split("=")[1] for answers in ANSWERS.values() for asked in answers if asked for part in asked.split("&")}
)
BYTES = st.binary(max_size=12).map(lambda raw: "".join(f"%{byte:02X}" for byte in raw))
NUMBERS = st.integers(-(10**30), 10**30).map(str) | st.dates().map(str)
values = st.sampled_from(GOOD) | st.text(max_size=30).map(quote) | BYTES | NUMBERS | st.just("")
names = st.sampled_from(KNOWN) | st.text(max_size=8).map(quote) | BYTES
questions = st.lists(st.tuples(names, values), max_size=6).map(lambda pairs: "&".join(map("=".join, pairs)))


@pytest.fixture(scope="module", autouse=True)
def _world(django_db_setup, django_db_blocker):
    yield from standing(django_db_blocker, build)


@given(st.sampled_from(LISTS), questions)
@odd
def test_any_question_to_a_list_is_answered_or_refused_with_a_sentence(noun, question):
    response = Client().get(f"/fr/{noun}/?{question}")
    page = Page(response)
    assert page.status in (200, 400, 404)
    if page.status == 400:
        assert page.all("table") == []
        assert len(page.one(role="alert").text) > 20
    if page.status == 200:
        assert len(page.rows) == len(set(page.rows)) <= 100
        assert f"({response.context['page'].paginator.count})" in page.title
        again = Page(Client().get(page.canonical.removeprefix("http://127.0.0.1:8000")))
        assert (again.status, again.rows, again.canonical) == (200, page.rows, page.canonical)


@given(st.sampled_from(sorted(PAGES.values())), st.sampled_from(LANGUAGES), questions)
@odd
def test_any_question_to_any_page_is_answered(address, language, question):
    page = Page(Client().get(f"/{language}/{address}?{question}"))
    assert page.status in (200, 400, 404)
    assert page.one("html").attrs["lang"] == language
    assert not page.response.cookies


@given(st.sampled_from(["", *LISTS, "policy"]), st.lists(st.text(max_size=12).map(quote) | BYTES, max_size=4))
@odd
def test_any_address_is_answered(noun, parts):
    response = Client().get(f"/fr/{noun}/{'/'.join(parts)}/")
    assert response.status_code in (200, 301, 302, 404)
