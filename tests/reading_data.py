"""Open data as a program reads it: the rows of a question, and how each record of `tests.world` is keyed."""

from tests.answers import ANSWERS
from tests.answers_of_figures import KEY_FIGURES

QUESTIONS = {**ANSWERS, "key-figures": KEY_FIGURES}


def read(client, noun: str, question: str = "", status: int = 200) -> dict:
    response = client.get(f"/api/v1/{noun}/?{question}")
    assert response.status_code == status, response.content
    return response.json()


def rows(client, noun: str, question: str = "") -> dict[str, dict]:
    """The whole of a short answer, by key, in the order given."""
    answer = read(client, noun, f"{question}&page_size=100")
    assert (answer["count"], answer["count_is_exact"]) == (len(answer["results"]), True)
    assert (answer["next"], answer["previous"]) == (None, None)
    found = {row["id"]: row for row in answer["results"]}
    assert len(found) == len(answer["results"])
    return found


def row(client, noun: str, key: str, question: str = "") -> dict:
    return rows(client, noun, f"{question}&id={key}")[key]


def keys(world, noun: str, names: str) -> list[str]:
    """`lia gdri` of agreements: LIA-2013-001, GDRI-2016-001. Countries, types and figures are named by their keys."""
    if noun in ("countries", "instruments", "key-figures"):
        return names.split()
    return ["/".join(getattr(world, name).natural_key()) for name in names.split()]
