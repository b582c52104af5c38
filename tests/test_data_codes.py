"""The codes that stand in columns, and what they are called: one table, as JSON and as CSV."""

import csv
import datetime
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from inserm_intl.open_data.codes import COLUMNS
from inserm_intl.open_data.nouns import NOUNS
from partners.models import CountryGroup
from tests import factories as make
from tests.reading_data import row, rows
from tests.world import build, standing

pytestmark = pytest.mark.django_db
JSON, CSV = "/api/v1/codes/", "/api/v1/codes.csv"


@pytest.fixture(scope="module", autouse=True)
def world(django_db_setup, django_db_blocker):
    yield from standing(django_db_blocker, build)


def read(client) -> list[dict]:
    return client.get(JSON).json()["codes"]


def listed(client) -> dict[str, dict[str, dict]]:
    found: dict[str, dict[str, dict]] = {}
    for code in read(client):
        found.setdefault(code["list"], {})[code["code"]] = code
    return found


def test_every_code_of_every_row_has_a_name(client):
    found = listed(client)
    shared = {"groups": "group", "region": "region", "subregion": "region", "themes": "theme", "theme": "theme"}
    shared |= {"units": "unit"}
    looked_up = 0
    for noun in NOUNS:
        for told in rows(client, noun).values():
            for name, value in told.items():
                at = shared.get(name) or ("unit" if (noun, name) == ("cooperations", "unit") else f"{noun}.{name}")
                if at in found:
                    for code in filter(None, value if isinstance(value, list) else [value]):
                        assert found[at][code]["name_fr"], (noun, name, code)
                        looked_up += 1
    assert looked_up > 60
    assert {"agreements.state", "activities.direction", "calls.kind", "key-figures.unit"} <= found.keys()


def test_a_state_is_called_in_each_language(client):
    state = listed(client)["agreements.state"]["in-force"]
    assert [state[name] for name in ("name_fr", "name_en", "name_es")] == ["En vigueur", "In force", "Vigente"]


def test_who_belonged_to_a_group_is_found_for_any_day(client):
    make.MembershipFactory(
        group=CountryGroup.objects.get(code="eu"),
        country_id="BR",
        country=None,
        since=datetime.date(1973, 1, 1),
        until=datetime.date(2020, 1, 31),
    )
    for day in ("1972-12-31", "1973-01-01", "2020-01-31", "2020-02-01"):
        then = {
            told["code"]
            for told in read(client)
            if (told["list"], told["part_of"]) == ("member", "eu")
            and (told["since"] or "0") <= day <= (told["until"] or "9")
        }
        assert then == {
            code
            for code in ("DE", "FR", "BR")
            if "eu" in row(client, "countries", code, f"country={code}&on={day}")["groups"]
        }


def test_a_field_says_what_took_its_place_and_a_region_what_it_is_part_of(client):
    found = listed(client)
    assert found["theme"]["nerves"]["succeeded_by"] == "brain"
    assert found["region"]["030"]["part_of"] == "142"


def test_the_csv_has_the_same_rows(client):
    response = client.get(CSV)
    told = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert list(told[0]) == COLUMNS
    assert told == [{name: value or "" for name, value in code.items()} for code in read(client)]
    assert response["Content-Type"].startswith("text/csv")


def test_no_name_is_run_by_a_spreadsheet(client):
    make.CountryGroupFactory(code="odd", name_fr="=1+1")
    assert "group,odd,'=1+1," in client.get(CSV).content.decode()


def test_a_unit_that_nothing_public_names_is_not_among_them(client):
    make.ResearchUnitFactory(code="U9999")
    assert set(listed(client)["unit"]) == {"U1016", "U1200"}


def test_they_cost_few_queries(client):
    with CaptureQueriesContext(connection) as asked:
        read(client)
    assert len(asked) == 5


def test_a_schema_tells_the_wordings_of_the_codes_of_a_column(client):
    schema = client.get("/api/v1/agreements.schema.json", headers={"accept-language": "en"}).json()
    (state,) = (field for field in schema["fields"] if field["name"] == "state")
    assert {"value": "in-force", "label": "In force"} in state["categories"]
