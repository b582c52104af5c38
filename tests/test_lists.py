"""What a list does with a question: keeps it in every link, counts, shows what is active, offers a way out."""

import pytest
from django.conf import settings

from partners.models import Institution
from tests import factories as make
from tests.addresses import LISTS
from tests.reading import Page, ask, listed, parameters
from tests.world import THAT_DAY, build, standing

pytestmark = pytest.mark.django_db
ASKED = {"q": "pareil", "country": ["CA", "JP"], "sort": "-name", "on": THAT_DAY, "invented": "no"}
KEPT = {name: value if isinstance(value, list) else [value] for name, value in ASKED.items()}


@pytest.fixture(scope="module", autouse=True)
def _world(django_db_setup, django_db_blocker):
    yield from standing(django_db_blocker, build)


@pytest.fixture
def sixty():
    for number in range(60):
        make.InstitutionFactory(slug=f"same-{number:02}", name_fr=f"Pareil {number:02}", country_id="CA")


def links(page, rel):
    return [page.joined(link.attrs["href"]) for link in page.all("a", rel=rel)]


def test_the_next_page_keeps_the_question_and_goes_on_where_the_first_ended(client, sixty):
    first = ask(client, "partners/", **ASKED, x="1", partner="")
    assert links(first, "prev") == []
    (onwards,) = links(first, "next")
    assert parameters(onwards) == {**KEPT, "page": ["2"]}
    second = Page(client.get(onwards))
    (back,), (last,) = links(second, "prev"), links(second, "next")
    third = Page(client.get(last))
    assert links(third, "next") == []
    rows = [*first.rows, *second.rows, *third.rows]
    assert rows == [f"same-{number:02}" for number in reversed(range(60))]
    assert Page(client.get(back)).rows == first.rows


def test_an_order_keeps_the_question_and_begins_at_its_first_page(client, sixty):
    page = ask(client, "partners/", **ASKED, page=2, x="1")
    orders = [page.joined(link.attrs["href"]) for link in page.one("ul", aria_labelledby="sort").all("a")]
    assert [parameters(order) for order in orders] == [{**KEPT, "sort": [sort]} for sort in ("name", "country")]
    assert len(page.one("ul", aria_labelledby="sort").all("a", aria_current="true")) == 1


@pytest.mark.parametrize("noun", LISTS)
def test_choosing_an_order_orders_and_choosing_it_again_turns_it_round(client, noun):
    page = ask(client, f"{noun}/")
    for order in page.all("ul", aria_labelledby="sort"):
        for link in order.all("a"):
            once = Page(client.get(page.joined(link.attrs["href"])))
            (current,) = once.one("ul", aria_labelledby="sort").all("a", aria_current="true")
            turned = Page(client.get(once.joined(current.attrs["href"])))
            assert sorted(turned.rows) == sorted(once.rows) == sorted(page.rows)
            before, after = (parameters(one.canonical)["sort"][0] for one in (once, turned))
            assert {before, after} == {before.removeprefix("-"), f"-{before.removeprefix('-')}"}


def test_the_form_keeps_what_it_does_not_show(client):
    page = ask(client, "agreements/", partner="riken", id=["LIA-2013-001", "LIA-2014-002"], sort="title")
    form = page.content.one("form")
    hidden = [(field.attrs["name"], field.attrs["value"]) for field in form.all("input", type="hidden")]
    assert sorted(hidden) == [
        *(("id", "LIA-2013-001"), ("id", "LIA-2014-002"), ("partner", "riken"), ("sort", "title")),
    ]


def test_the_canonical_address_is_the_question_without_what_is_empty_or_unknown(client, sixty):
    page = ask(client, "partners/", q="pareil", country="", sort="", page="1", x="1", utm_source="y")
    assert page.canonical == f"{settings.SITE_URL}/fr/partners/?q=pareil"
    page = ask(client, "partners/", page="2", x="1")
    assert page.canonical == f"{settings.SITE_URL}/fr/partners/?page=2"


def test_each_active_filter_is_shown_and_can_be_removed_by_itself(client):
    asked = {"q": ["tokyo"], "country": ["JP", "DE"], "kind": ["education"], "sort": ["name"], "on": [THAT_DAY]}
    page = ask(client, "partners/", **asked)
    without = [{"q": None}, {"country": ["DE"]}, {"country": ["JP"]}, {"kind": None}]
    expected = [{name: value for name, value in {**asked, **change}.items() if value} for change in without]
    removed = [parameters(address) for address in page.chips.values()]
    assert sorted(sorted(one.items()) for one in removed) == sorted(sorted(one.items()) for one in expected)
    assert page.joined(page.one("a", class_="clear").attrs["href"]) == "/fr/partners/"


@pytest.mark.parametrize("noun", LISTS)
def test_removing_the_last_filter_shows_the_whole_list(client, noun):
    page = ask(client, f"{noun}/", q="zzz")
    assert page.rows == []
    (address,) = page.chips.values()
    assert Page(client.get(address)).rows == listed(client, noun)


@pytest.mark.parametrize("noun", LISTS)
def test_an_empty_answer_says_so_and_offers_the_whole_list(client, noun):
    page = ask(client, f"{noun}/", q="zzz", on=THAT_DAY)
    assert page.content.all("table") == []
    assert f"/fr/{noun}/" in [link.split("?")[0] for link in page.links()]
    assert page.one("div", class_="empty").one("h2").text
    assert "(0)" in page.title


def test_the_count_is_that_of_all_pages_and_stands_above_the_list(client, sixty):
    page = ask(client, "partners/", q="pareil", page=3)
    assert "(60)" in page.title
    assert page.one(class_="list-head").one("strong").text.startswith("60 ")


def test_beyond_ten_thousand_rows_the_count_says_more_than_and_pages_end_there(client):
    Institution.objects.bulk_create(
        (
            Institution(slug=f"many-{number}", name_fr="Beaucoup", country_id="CA", published=True)
            for number in range(10_001)
        ),
        batch_size=1_000,
    )
    told = [ask(client, "partners/", q="beaucoup", page=number).one(class_="list-head") for number in (1, 400)]
    assert [head.one("strong").text for head in told] == ["plus de 10 000 partenaires"] * 2
    ask(client, "partners/", q="beaucoup", page=401, status=404)
