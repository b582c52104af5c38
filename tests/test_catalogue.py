"""The catalogue for portals of open data: what DCAT-AP asks for, as an RDF library reads it; its addresses answer."""

import json
from urllib.parse import urldefrag

import pytest
from django.conf import settings as site
from django.test import Client

from inserm_intl.open_data.nouns import NOUNS
from tests import factories as make
from tests.once import ONE_DATABASE
from tests.test_harvest import PACKAGE, SCHEMAS, read, reads_like_data
from tests.world import build, standing

pytestmark = [
    ONE_DATABASE,
    pytest.mark.django_db,
    # rdflib's own reader of JSON-LD leans on what rdflib has deprecated.
    pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning"),
]
CATALOGUE = "/catalog.jsonld"
# What DCAT-AP 3 makes mandatory or recommends; days of issue and change apart, which would tell of private edits.
DEMANDED = {
    "dcat:Catalog": "dct:title dct:description dct:publisher dct:license dct:language dct:spatial foaf:homepage"
    " dcat:themeTaxonomy dcat:dataset dcat:service",
    "dcat:Dataset": "dct:title dct:description dct:publisher dcat:contactPoint dcat:keyword dcat:theme dct:spatial"
    " dcat:distribution dcat:landingPage dct:language dct:accrualPeriodicity dct:identifier dct:license",
    "dcat:Distribution": "dcat:accessURL dct:format dcat:mediaType dct:license dcatap:availability dct:description",
    "dcat:DataService": "dct:title dcat:endpointURL dcat:endpointDescription dcat:servesDataset dct:license"
    " dct:publisher dcat:contactPoint dcat:theme dcat:keyword dct:description",
    "foaf:Agent": "foaf:name",
    "vcard:Organization": "vcard:fn vcard:hasEmail",
}
TRANSLATED = ["dct:title", "dct:description", "dcat:keyword", "foaf:name"]


@pytest.fixture(scope="module", autouse=True)
def _world(django_db_setup, django_db_blocker):
    yield from standing(django_db_blocker, with_contacts)


def with_contacts():
    build()
    make.PageFactory(slug="contacts")


@pytest.fixture(scope="module")
def graph(django_db_blocker):
    """The catalogue as an RDF library reads it: with no context from elsewhere, which is refused here."""
    import rdflib

    text = Client().get(CATALOGUE).content.decode()
    assert isinstance(json.loads(text)["@context"], dict)
    return rdflib.Graph().parse(data=text, format="json-ld")


@pytest.mark.parametrize("kind", DEMANDED)
def test_the_catalogue_says_all_that_dcat_ap_asks_for(graph, kind):
    things = set(graph.query(f"SELECT ?thing WHERE {{ ?thing a {kind} }}"))
    assert things
    for name in DEMANDED[kind].split():
        having = set(graph.query(f"SELECT ?thing WHERE {{ ?thing a {kind} ; {name} ?value }}"))
        assert having == things, name


@pytest.mark.parametrize("name", TRANSLATED)
def test_the_catalogue_says_it_in_every_language(graph, name):
    said = list(graph.query(f"SELECT ?thing ?text WHERE {{ ?thing {name} ?text }}"))
    languages = {(thing, text.language) for thing, text in said}
    assert languages == {(thing, code) for thing, _text in said for code in ("fr", "en", "es")}


def test_the_catalogue_has_a_dataset_for_each_noun_in_each_format(graph):
    rows = graph.query(
        "SELECT ?title ?url WHERE { ?set a dcat:Dataset ; dct:title ?title ; dcat:distribution/dcat:accessURL ?url"
        ' FILTER(lang(?title) = "fr") }'
    )
    files = {str(url).removeprefix(f"{site.SITE_URL}/api/v1/") for _title, url in rows}
    expected = {f"{noun}{end}" for noun in NOUNS for end in (".csv", ".xlsx", "/")}
    assert files == {*expected, "partners.geojson"}


def test_the_publisher_is_the_demonstration_and_says_so(graph):
    names = [str(name) for (name,) in graph.query("SELECT ?name WHERE { ?agent a foaf:Agent ; foaf:name ?name }")]
    assert len(names) == 3
    assert not [name for name in names if "Inserm" in name or "monstra" not in name.replace("mostra", "monstra")]


def test_the_catalogue_is_the_same_for_every_reader(client):
    assert len({str(read(client, CATALOGUE, language)) for language in ("fr", "en", "es")}) == 1


def test_the_catalogue_is_read_like_other_data(client):
    reads_like_data(client, CATALOGUE, "application/ld+json")


def test_every_address_that_they_name_answers(client):
    named = {
        address
        for document in (*SCHEMAS.values(), PACKAGE, CATALOGUE)
        for address in of_this_site(read(client, document))
    }
    paths = {address.removeprefix(site.SITE_URL) for address in named}
    assert {"/api/v1/", CATALOGUE, "/fr/partners/", "/api/v1/partners.csv", *SCHEMAS.values()} <= paths
    assert {path: status for path in paths if (status := status_of(client, path)) != 200} == {}


def status_of(client, path) -> int:
    response = client.get(path)
    response.getvalue()
    return response.status_code


def of_this_site(value):
    """Every address of this site that a document names, but for examples of what a column holds."""
    if isinstance(value, str):
        yield from [urldefrag(value)[0]] if value.startswith(f"{site.SITE_URL}/") else []
    elif isinstance(value, list):
        yield from (address for part in value for address in of_this_site(part))
    elif isinstance(value, dict):
        yield from of_this_site([part for name, part in value.items() if name != "example"])
