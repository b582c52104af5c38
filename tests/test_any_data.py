"""Any question, however odd: data and the page give it one answer, with as many rows."""

import pytest
from django.http import QueryDict
from django.test import Client
from hypothesis import given
from hypothesis import settings as hypothesis
from hypothesis import strategies as st

from inserm_intl.open_data.nouns import NOUNS
from tests.addresses import LISTS
from tests.reading import Page
from tests.test_any_question import odd, questions
from tests.world import build, standing

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def _world(django_db_setup, django_db_blocker):
    yield from standing(django_db_blocker, build)


@given(st.sampled_from(LISTS), questions)
@hypothesis(odd, max_examples=40)
def test_any_question_finds_as_many_rows_in_data_as_on_the_page(noun, asked):
    page = Client().get(f"/fr/{noun}/?{asked}")
    data = Client().get(f"/api/v1/{noun}/?{asked}")
    assert data.status_code == page.status_code
    if page.status_code == 200:
        question = NOUNS[noun].asked(QueryDict(page.request["QUERY_STRING"]))
        found = NOUNS[noun].rows(question).values_list("pk", flat=True)
        assert len(found) == len(set(found)) == data.json()["count"] == page.context["page"].paginator.count
        assert len(data.json()["results"]) == len(Page(page).rows)
    elif page.status_code == 400 and set(data.json()["errors"]) != {"page"}:
        assert set(data.json()["errors"]) >= set(page.context["question"].errors)


@given(questions)
@hypothesis(odd, max_examples=20)
def test_any_question_to_the_published_figures_is_answered_or_refused(asked):
    data = Client().get(f"/api/v1/key-figures/?{asked}")
    assert data.status_code in (200, 400, 404)
    if data.status_code == 200:
        assert len(data.json()["results"]) == data.json()["count"]
