"""The world map: each country once, shaded by the counts of the list of countries, with the list beside it."""

import gzip
from urllib.parse import urlsplit

import pytest
from django.conf import settings

from inserm_intl.world import outlines, project
from partners.models import Country, Institution
from tests import factories as make
from tests.reading import Page, ask, parameters
from tests.world import THAT_DAY, build, standing

pytestmark = pytest.mark.django_db
STYLE = settings.BASE_DIR / "inserm_intl" / "static" / "inserm_intl" / "site.css"
SHADES = {"partners": "Partenaires", "agreements": "Accords en vigueur", "cooperations": "Collaborations déclarées"}
COLUMNS = {"partners": "partner_count", "agreements": "agreement_count", "cooperations": "cooperation_count"}


@pytest.fixture(scope="module", autouse=True)
def world(django_db_setup, django_db_blocker):
    yield from standing(django_db_blocker, build)


def lands(page) -> dict[str, object]:
    """The countries drawn, by their codes."""
    return {link.attrs["href"].split("/")[3]: link for link in page.one("svg", class_="world").all("a")}


def told(page) -> dict[str, int]:
    """What each country's link on the map says, where it says a number above none."""
    numbers = {code: land.one("title").text.partition(" : ")[2] for code, land in lands(page).items()}
    return {code: int(said.split()[0]) for code, said in numbers.items() if said and not said.startswith("0 ")}


def indexed(page) -> dict[str, str]:
    """The list beside the map: each country's code and where its number leads."""
    entries = [entry.all("a") for index in page.all("ul", class_="index") for entry in index.all("li")]
    return {
        urlsplit(links[0].attrs["href"]).path.split("/")[3]: links[1].attrs["href"]
        for links in entries
        if len(links) == 2
    }


OF_BOTH = [{"theme": "brain"}, {"unit": "U1016"}, {"year": "2014"}, {"year": "2018", "theme": "brain"}]
OF_AGREEMENTS = [
    *({"instrument": "lia"}, {"instrument": ["gdri", "lia"], "state": "in-force"}, {"state": ["ended", "suspended"]}),
    *(
        {"state": "under-revision"},
        {"state": ["in-force", "ended"], "on": THAT_DAY},
        {"instrument": "lia", "year": "2014"},
    ),
]
NARROWER = [*OF_BOTH, *OF_AGREEMENTS]


@pytest.mark.parametrize(
    "asked", [{}, {"on": THAT_DAY}, {"invented": "no"}, {"country": "FR"}, {"region": "142"}, *NARROWER], ids=str
)
@pytest.mark.parametrize("shade", SHADES)
def test_the_map_tells_the_counts_of_the_list_of_countries(client, shade, asked):
    rows = ask(client, "countries/", **asked).response.context["page"].object_list
    counts = {row.code: count for row in rows if (count := getattr(row, COLUMNS[shade]))}
    page = ask(client, "map/", shade=shade, **asked)
    assert told(page) == counts
    assert indexed(page).keys() == counts.keys()
    of_any_state = shade == "agreements" and ("year" in asked or asked.get("state", "in-force") != "in-force")
    assert page.response.context["shade"].label == ("Accords" if of_any_state else SHADES[shade])


@pytest.mark.parametrize("asked", [{}, {"on": THAT_DAY}, {"invented": "no"}, *NARROWER], ids=str)
@pytest.mark.parametrize("shade", SHADES)
def test_each_number_leads_to_a_list_of_as_many_rows(client, shade, asked):
    page = ask(client, "map/", shade=shade, **asked)
    assert indexed(page) or shade != "partners"
    for code, address in indexed(page).items():
        rows = Page(client.get(address)).response.context["page"].paginator.count
        assert rows == told(page)[code], address


@pytest.mark.parametrize("asked", [{}, *NARROWER], ids=str)
def test_each_number_of_the_list_of_countries_leads_to_a_list_of_as_many_rows(client, asked):
    links = ask(client, "countries/", **asked).one("table").all("a")
    numbers = [link for link in links if "/countries/" not in link.attrs["href"]]
    assert numbers
    for link in numbers:
        rows = Page(client.get(link.attrs["href"])).response.context["page"].paginator.count
        assert link.text.split(" – ")[0] == str(rows), link.attrs["href"]


def test_the_numbers_are_those_of_the_question(client):
    def counted(**asked):
        page = ask(client, "map/", **asked)
        assert page.status == 200
        return {code: number for code, number in told(page).items()}

    assert counted(shade="agreements", instrument="gdri") == {"JP": 1, "DE": 1}
    assert counted(shade="partners", theme="nerves") == {"JP": 1}
    assert counted(shade="agreements", state="suspended") == {"JP": 1}
    assert counted(shade="cooperations", year="2015") == {"BR": 1, "CA": 1}
    assert counted(shade="cooperations", unit="U1016") == {"DE": 1}


@pytest.mark.parametrize("asked", OF_AGREEMENTS, ids=str)
def test_what_cannot_be_asked_of_declared_collaborations_is_said_and_no_number_given(client, asked):
    why = "Les collaborations déclarées n’ont ni forme de coopération ni état"
    page = ask(client, "map/", shade="cooperations", **asked)
    assert why in page.content.text
    assert {land.attrs["class"] for land in lands(page).values()} == {"home", "outside"}
    assert not page.all("ul", class_="index")
    assert why not in ask(client, "map/", **asked).content.text
    page = ask(client, "countries/", **asked)
    assert {row.all("td")[-1].text for row in page.one("tbody").all("tr")} == {"–"}
    assert why in page.content.text
    assert why not in ask(client, "countries/", theme="brain").content.text
    (row, *_others) = client.get("/api/v1/countries/", asked).json()["results"]
    assert (row["cooperations"], row["cooperations_year"]) == (None, None)


def test_in_data_agreements_in_force_are_those_whatever_state_or_year_is_asked(client):
    def of_japan(**asked):
        (row,) = client.get("/api/v1/countries/", {"country": "JP", **asked}).json()["results"]
        return row["agreements_in_force"]

    assert of_japan() == of_japan(state=["in-force", "suspended"]) == 1
    assert of_japan(state="suspended") == 0
    assert of_japan(year="2014") == 0
    assert of_japan(year="2014", on=THAT_DAY) == 2


def test_the_list_says_how_many_countries_have_nothing(client):
    make.CountryFactory(code="PT")
    assert "2 n’ont rien de ce qui est compté ici" in ask(client, "countries/", invented="no").content.text
    assert "n’ont rien" not in ask(client, "countries/", country="JP").content.text


def test_every_country_drawn_is_a_link_to_its_page_and_the_keyboard_stops_where_there_is_something(client):
    for language, said in {"fr": "Japon : 2 partenaires", "en": "Japan: 2 partners", "es": "Japón: 2 "}.items():
        make.CountryFactory(code="JP")
        Country.objects.filter(code="JP").update(name_fr="Japon", name_en="Japan", name_es="Japón")
        page = ask(client, f"/{language}/map/", on=THAT_DAY)
        for code, land in lands(page).items():
            assert land.attrs["href"] == f"/{language}/countries/{code}/?on={THAT_DAY}"
        assert lands(page)["JP"].one("title").text.startswith(said)
    stops = {code for code, land in lands(page).items() if "tabindex" not in land.attrs}
    assert stops == told(ask(client, "map/")).keys() == {"JP", "DE", "BR"}


def test_the_shade_is_one_of_five_and_the_legend_says_which_numbers_it_means(client):
    for number in range(9):
        make.InstitutionFactory(slug=f"more-{number}", country_id="CA")
    page = ask(client, "map/")
    assert {code: lands(page)[code].attrs["class"] for code in ("CA", "JP", "DE", "BR", "FR")} == {
        "CA": "shade-4",
        "JP": "shade-2",
        "DE": "shade-1",
        "BR": "shade-1",
        "FR": "home",
    }
    words = [entry.text for entry in page.one("ul", class_="shades").all("li")]
    assert words[:5] == ["0", "1", "de 2 à 3", "de 4 à 6", "7 ou plus"]


def test_what_is_not_asked_about_is_drawn_apart_and_says_no_number(client):
    page = ask(client, "map/", region="142")
    drawn = lands(page)
    assert (drawn["DE"].attrs["class"], drawn["DE"].one("title").text) == ("outside", "Allemagne")
    assert drawn["JP"].attrs["class"].startswith("shade-")
    assert "hors de la sélection" in page.one("ul", class_="shades").text
    assert "hors de la sélection" not in ask(client, "map/").one("ul", class_="shades").text


def test_france_is_shaded_only_where_it_is_named(client):
    assert lands(ask(client, "map/"))["FR"].attrs["class"] == "home"
    assert "FR" not in indexed(ask(client, "map/"))
    assert lands(ask(client, "map/", country="FR"))["FR"].attrs["class"] == "shade-1"


def test_partners_are_points_where_they_are_and_private_ones_never(client):
    def points(**asked):
        dots = ask(client, "map/", **asked).one("svg", class_="world").all("path", class_="dots")
        return {point for path in dots for point in path.attrs["d"].split("M") if point}

    assert points() == set()
    places = {"riken": (35.78, 139.61), "tokyo": (35.78, 139.61), "fiocruz": (-22.88, -43.24), "inserm": (48.83, 2.36)}
    for slug, (latitude, longitude) in places.items():
        Institution.objects.filter(slug=slug).update(latitude=latitude, longitude=longitude)
    hidden = make.InstitutionFactory(slug="hidden", country_id="CA", latitude=45, longitude=-75, published=False)
    tokyo, rio = ("{} {}h0".format(*project(*reversed(places[slug]))) for slug in ("tokyo", "fiocruz"))
    assert points() == {tokyo, rio}
    assert points(region="142") == {tokyo}
    Institution.objects.filter(pk=hidden.pk).update(published=True)
    assert len(points()) == 3
    Institution.objects.filter(pk=hidden.pk).update(invented=True)
    assert points(invented="no") == {tokyo, rio}


def test_a_territory_that_is_not_drawn_is_in_the_list(client):
    assert "GI" not in outlines()
    make.InstitutionFactory(country=make.CountryFactory(code="GI", name_fr="Gibraltar"))
    page = ask(client, "map/")
    assert "GI" not in lands(page)
    assert "GI" in indexed(page)
    assert "Gibraltar" in page.one("figcaption").text


def test_a_country_without_anything_is_in_the_list_too(client):
    page = ask(client, "map/")
    assert "Canada" in [link.text for link in page.one("details", class_="others").all("a")]


def test_a_shade_that_does_not_exist_is_a_bad_question(client):
    page = ask(client, "map/", shade="rainfall", status=400)
    assert page.all("svg", class_="world") == []
    assert page.one("div", role="alert").text


def test_the_map_and_the_list_lead_to_each_other_with_the_same_question(client):
    asked = {"country": ["JP", "DE"], "instrument": ["gdri"], "on": ["2016-06-30"], "sort": ["-partners"]}
    page = ask(client, "map/", shade="agreements", **asked)
    (there,) = (link for link in page.links("/fr/countries/"))
    assert parameters(there) == asked
    (back,) = Page(client.get(there)).links("/fr/map/")
    assert parameters(back) == asked
    assert sorted(told(Page(client.get(back)))) == ["DE", "JP"]


def test_another_shade_keeps_the_question(client):
    page = ask(client, "map/", shade="agreements", region="142", on=THAT_DAY)
    shades = page.one("ul", aria_labelledby="shades").all("a")
    kept = {"region": ["142"], "on": [THAT_DAY]}
    assert [parameters(page.joined(link.attrs["href"])) for link in shades] == [
        kept,
        {**kept, "shade": ["agreements"]},
        {**kept, "shade": ["cooperations"]},
    ]
    assert [link.text for link in shades if link.attrs.get("aria-current")] == ["Accords en vigueur"]
    assert list(page.chips) == ["Asie"]
    hidden = {
        field.attrs["name"]: field.attrs["value"] for field in page.content.one("form").all("input", type="hidden")
    }
    assert hidden["shade"] == "agreements"


def test_the_year_of_what_was_declared_is_said(client):
    for on, year in {None: "(2018)", THAT_DAY: "(2015)"}.items():
        page = ask(client, "map/", shade="cooperations", **({"on": on} if on else {}))
        assert year in page.all(class_="list-head")[0].text
        assert {parameters(address)["year"][0] for address in indexed(page).values()} == {year.strip("()")}


def test_under_the_map_boundaries_are_said_not_to_be_official(client):
    said = {
        "fr": "Frontières sans valeur officielle",
        "en": "Boundaries are not official",
        "es": "Las fronteras no tienen carácter oficial",
    }
    for language, words in said.items():
        caption = ask(client, f"/{language}/map/").one("figcaption").text
        assert words in caption
        assert "Natural Earth" in caption


def test_invented_records_are_told_only_where_they_are_counted(client):
    def tells(**asked):
        return bool(ask(client, "map/", **asked).all(class_="notice-demo"))

    told_today = {shade: tells(shade=shade) for shade in SHADES}
    assert told_today == {"partners": False, "agreements": False, "cooperations": True}
    assert tells(shade="agreements", on=THAT_DAY)
    assert not tells(shade="agreements", on=THAT_DAY, country="BR")


def test_the_map_of_all_countries_weighs_less_than_sixty_kilobytes_with_its_style_sheet(client):
    """As a browser receives them: compressed."""
    for number, code in enumerate(sorted(outlines().keys() - {"FR"})):
        make.InstitutionFactory(
            country=make.CountryFactory(code=code, name_fr=f"Territoire lointain {code}"),
            latitude=number % 90,
            longitude=number % 180,
        )
    response = client.get("/fr/map/", headers={"accept-encoding": "gzip"})
    assert response["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in response["Vary"]
    page = ask(client, "map/")
    assert len(lands(page)) == 240
    assert len(indexed(page)) == 239
    assert len(response.content) + len(gzip.compress(STYLE.read_bytes())) < 60_000
