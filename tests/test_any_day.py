"""Every public address is asked for 30 June 2015 (`on=`) and answers otherwise than today, where it must."""

import io

import pytest
from openpyxl import load_workbook

from inserm_intl.open_data.nouns import NOUNS
from tests import factories as make
from tests.addresses import LISTED, PAGES
from tests.data_addresses import RECORDS, addresses
from tests.factories import day
from tests.reading import ask, parameters
from tests.world import THAT_DAY, build, standing

pytestmark = pytest.mark.django_db
# Partners exist whatever the day: what they are asked has a day. What staff write in a text has none.
ASKED = {"partners:institutions": {"group": "priorities"}, "map": {"shade": "agreements"}, "search": {"q": "japon"}}
TIMELESS = {"page"}
# Answers in every format: descriptions have no day. Points are of partners. Records: `tests.test_data_records`.
DATA = [path for path in addresses() if path.startswith(tuple(f"/api/v1/{noun}" for noun in NOUNS))]
DATA = [path for path in DATA if path not in RECORDS.values()]
DATA = [path for path in DATA if not path.endswith(".schema.json") and ("geojson" not in path or "partners" in path)]


@pytest.fixture(scope="module", autouse=True)
def world(django_db_setup, django_db_blocker):
    yield from standing(django_db_blocker, build)


def told(page) -> str:
    """What the page says, without the notice that it is of another day."""
    notices = [notice.text for notice in page.all(class_="notice-date")]
    text = page.content.text
    for notice in notices:
        assert notice in text
        text = text.replace(notice, "")
    return " ".join(text.split())


@pytest.mark.parametrize("name", PAGES)
def test_a_page_asked_for_another_day_is_another_page(client, name):
    asked = ASKED.get(name, {})
    now, then = (told(ask(client, PAGES[name], **asked, **on)) for on in ({}, {"on": THAT_DAY}))
    assert (now == then) is (name in TIMELESS)


@pytest.mark.parametrize("name", PAGES)
def test_the_day_goes_along_to_every_other_record(client, name):
    page = ask(client, PAGES[name], on=THAT_DAY, **ASKED.get(name, {}))
    ways_out = {f"/fr/{PAGES[name]}", *(page.joined(link.attrs["href"]) for link in page.all("a", class_="clear"))}
    ways_out |= {link for link in page.links() if link.startswith(f"/fr/{PAGES[name]}?") and name in ASKED}
    for link in page.links():
        if link.startswith("/fr/") and link not in ways_out and name not in TIMELESS:
            assert parameters(link).get("on") == [THAT_DAY], link


@pytest.mark.parametrize("name", PAGES)
def test_today_may_be_named(client, name, time_machine):
    time_machine.move_to("2021-05-05T12:00:00+00:00", tick=False)
    page = ask(client, PAGES[name], on="2021-05-05")
    assert page.all(class_="notice-date") == []
    assert told(page) == told(ask(client, PAGES[name]))


def test_an_agreement_says_its_state_of_the_day(client):
    states = {on: ask(client, "agreements/LIA-2013-001/", on=on).content for on in ("2013-01-01", "2016-12-31")}
    assert all(content.all(class_="state-in-force") for content in states.values())
    assert ask(client, "agreements/LIA-2013-001/", on="2017-01-01").content.all(class_="state-ended")
    ask(client, "agreements/LIA-2013-001/", on="2012-12-31", status=404)


def test_a_list_says_each_agreement_s_state_of_the_day(client):
    for on, state in {THAT_DAY: "state-in-force", "2017-01-01": "state-ended"}.items():
        for address, asked in {"agreements/": {"id": "LIA-2013-001"}, "partners/riken/": {}}.items():
            (sign,) = ask(client, address, on=on, **asked).all("span", class_="state")
            assert state in sign.attrs["class"].split()


def test_what_was_signed_later_is_not_there_yet_but_is_offered_as_of_today(client):
    page = ask(client, "agreements/GDRI-2016-001/", on=THAT_DAY, status=404)
    assert "/fr/agreements/GDRI-2016-001/" in page.links()
    ask(client, "agreements/GDRI-2016-001/")


def test_a_visit_leads_to_an_agreement_from_the_day_it_was_signed(client):
    address = "/fr/agreements/GDRI-2016-001/"
    for on, found in {"2016-01-09": False, "2016-01-10": True}.items():
        assert bool(ask(client, "activities/VIS-2014-001/", on=on).links(address)) is found


def test_a_call_is_open_from_its_first_day_to_its_last(client):
    for on, found in {"2015-05-31": 0, "2015-06-01": 1, "2015-07-31": 1, "2015-08-01": 0}.items():
        assert len(ask(client, "", on=on).content.all("article", class_="call")) == found
        calls = ask(client, "programmes/visits/", on=on).content.all("article", class_="call")
        assert len(calls) == found


def test_a_country_s_page_shows_its_groups_and_priorities_of_the_day(client):
    then, now = (ask(client, "countries/JP/", **on).content.text for on in ({"on": THAT_DAY}, {}))
    assert ("Groupe priorities" in then, "Groupe priorities" in now) == (True, False)
    assert ("Le Japon d’abord." in then, "Le Japon d’abord." in now) == (True, False)


def test_counts_are_those_of_the_day(client, world):
    make.PartyFactory(agreement=world.framework, institution=world.heidelberg, signed_on=day("2010-05-01"))

    def of_germany(**asked):
        page = ask(client, "countries/", country="DE", **asked)
        return [cell.text.split()[0] for cell in page.all("td", class_="number")]

    assert of_germany(on="2010-04-30") == ["1", "0", "0"]
    assert of_germany(on=THAT_DAY) == ["1", "1", "0"]
    assert of_germany() == ["1", "2", "1"]


def test_every_list_says_in_its_form_which_day_was_asked(client):
    for address in LISTED.values():
        assert ask(client, address, on=THAT_DAY).content.one("input", name="on").attrs["value"] == THAT_DAY


@pytest.mark.parametrize("path", DATA)
def test_data_asked_for_another_day_is_other_data(client, path):
    asked = {"group": "priorities"} if "/partners" in path else {}
    now, then = (client.get(path, {**asked, **on}) for on in ({}, {"on": THAT_DAY}))
    assert (now.status_code, then.status_code) == (200, 200)
    assert rows(now) != rows(then)


def rows(response):
    """What was answered, without what a workbook says of its question."""
    content = response.getvalue()
    if "spreadsheetml" not in response["Content-Type"]:
        return content
    book = load_workbook(io.BytesIO(content), read_only=True)
    return list(book.worksheets[0].values)


def test_the_day_goes_along_to_the_next_part_of_the_data(client):
    for noun in NOUNS:
        for part in ({"page_size": 1}, {"page_size": 1, "cursor": "*"}):
            following = client.get(f"/api/v1/{noun}/", {"on": THAT_DAY, **part}).json()["next"]
            assert following is None or parameters(following)["on"] == [THAT_DAY], noun
