"""Whatever is asked of open data is answered as its document says: requests made up by schemathesis, all checks on.

Two adjustments, which the contract makes: a parameter that nobody knows is ignored, and an empty value asks
nothing. `FUZZ=20000` makes that many requests, others each time; without it they are 2,000, the same each time.
"""

import os
from collections import Counter

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.generation import GenerationMode
from schemathesis.pytest.lazy import get_all_tests
from schemathesis.specs.openapi.checks import negative_data_rejection

from inserm_intl.open_data.document.drawing import drawn
from tests.served import served
from tests.world import build, standing

pytestmark = pytest.mark.django_db
FUZZ = int(os.environ.get("FUZZ") or 0)
CASES = FUZZ or 2_000
PATHS = drawn("en")["paths"]
ASKED = sorted(path for path, item in PATHS.items() if len(item["get"]["parameters"]) > 1)
SHARE = -(-CASES // len(ASKED))
# Every parameter, one after the other, with each kind of bad value and at each limit: some 300 requests an address.
ONE_BY_ONE = [path for path in ASKED if path.endswith("/")] if FUZZ else ["/api/v1/agreements/"]


@pytest.fixture(scope="module", autouse=True)
def document(django_db_setup, django_db_blocker):
    """What the site says of itself, of the small world."""
    for _world in standing(django_db_blocker, build):
        yield schemathesis.openapi.from_wsgi("/api/v1/schema/", served)


def is_empty(value) -> bool:
    """Blank, or a list with a blank; or an object, which is sent as parameters of other names."""
    if isinstance(value, list):
        return not value or any(map(is_empty, value))
    return isinstance(value, dict) or not str("" if value is None else value).strip()


def ask(document, path: str, cases: int, *modes: GenerationMode) -> Counter:
    """Make so many requests to the address, and check each answer; give how many were made, by their status."""
    answers: Counter = Counter()

    def answered(case):
        excused = [negative_data_rejection] if any(map(is_empty, (case.query or {}).values())) else []
        response = case.call_and_validate(headers={"Accept-Encoding": "identity"}, excluded_checks=excused)
        answers[response.status_code] += 1

    document.config.generation.modes = list(modes)
    document.config.phases.coverage.enabled = path in ONE_BY_ONE
    many = settings(
        max_examples=cases, deadline=None, derandomize=not FUZZ, database=None, suppress_health_check=list(HealthCheck)
    )
    for found in get_all_tests(schema=document.include(path=path), test_func=answered, settings=many, given_kwargs={}):
        _operation, test = found.ok()
        test()
    print(path, dict(answers))
    return answers


@pytest.mark.parametrize("path", ASKED)
def test_any_question_is_answered_as_described(document, path):
    """Half of them as the document has it, half of them not."""
    good, bad = (ask(document, path, -(-SHARE // 2), mode) for mode in GenerationMode)
    assert good.total() + bad.total() >= SHARE
    assert good.keys() <= {200, 404} if "{" in path else good[200] > good[400]
    assert bad[400]


@pytest.mark.parametrize("path", sorted(PATHS.keys() - ASKED))
def test_what_takes_no_question_is_answered_as_described(document, path):
    assert set(ask(document, path, 5, *GenerationMode)) == {200}
