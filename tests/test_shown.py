"""Which columns a visitor reads: an allow-list. Staff read all of them, private records included."""

import pytest
from django.contrib import admin
from django.urls import reverse

from tests.addresses import LANGUAGES, records
from tests.canaries import CANARY, fill, our_models, seen, texts
from tests.once import ONE_DATABASE
from tests.planted import MONEY, OFFICER, plant
from tests.reading import own_page
from tests.world import THAT_DAY, build, standing

pytestmark = [ONE_DATABASE, pytest.mark.django_db]
# A translated text stands here for its three languages.
SHOWN = {
    "Activity": "city source_url title",
    "Agreement": "acronym source_url summary title",
    "Amendment": "subject",
    "Call": "funding how_to_apply source_url title",
    "Country": "name",
    "CountryGroup": "name",
    "ExchangeProgramme": "eligibility how_to_apply mailbox next_call source_url summary title",
    "Indicator": "definition denominator name",
    "Institution": "acronym city name native_name source_url website",
    "Instrument": "acronym description expansion name source_url",
    "KeyFigure": "source_url wording",
    "Page": "body source_url title",
    "Party": "laboratory signatory_function signed_at",
    "Priority": "text",
    "Region": "name",
    "ResearchUnit": "name website",
    "ThematicInstitute": "name",
}


@pytest.fixture(scope="module", autouse=True)
def world(django_db_setup, django_db_blocker):
    yield from standing(django_db_blocker, build)


def columns():
    for noun, names in SHOWN.items():
        for name in names.split():
            translated = f"{noun}.{name}_fr" in CANARY
            yield from (f"{noun}.{name}_{language}" for language in LANGUAGES) if translated else [f"{noun}.{name}"]


def read(client, addresses) -> set[str]:
    found = set()
    for address in addresses:
        response = client.get(address)
        assert response.status_code == 200, address
        found |= seen(response.content.decode())
    return found


def test_a_visitor_reads_these_columns_of_public_records_and_no_other(client):
    for model in our_models():
        fill(model)
    of_that_day = [f"/{language}/countries/JP/?on={THAT_DAY}" for language in LANGUAGES]
    assert read(client, [*records(), *of_that_day]) == set(columns())


def written() -> set[str]:
    """The columns in which a canary stands."""
    return {
        column
        for model in our_models()
        for field in texts(model)
        if model._base_manager.filter(**{field.name: CANARY[(column := f"{model.__name__}.{field.name}")]}).exists()
    }


def test_staff_read_all_that_is_hidden_from_visitors(admin_client, world):
    """Otherwise it was not there to leak."""
    before = {model: set(model._base_manager.values_list("pk", flat=True)) for model in our_models()}
    planted = plant(world)
    forms = [
        reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_change", args=[row.pk])
        for model, known in before.items()
        if admin.site.is_registered(model)
        for number, row in enumerate(model._base_manager.order_by("pk"))
        if number == 0 or row.pk not in known
    ]
    drafts = [own_page(record) for record in planted.values()]
    assert read(admin_client, drafts) >= {"Agreement.title_fr", "Institution.name_fr", "Page.body_fr", "Activity.city"}
    assert read(admin_client, [*forms, *drafts]) >= written()
    assert len(written()) > 70
    everything = " ".join(admin_client.get(form).content.decode() for form in forms)
    assert OFFICER in everything
    assert str(MONEY) in everything


def test_staff_find_what_is_hidden_by_its_words(admin_client, world):
    plant(world)
    for noun, names in {
        "agreement": ["title_fr", "own_number"],
        "activity": ["title_es"],
        "call": ["title_en"],
    }.items():
        for name in names:
            word = CANARY[f"{noun.title()}.{name}"]
            page = admin_client.get(reverse(f"admin:agreements_{noun}_changelist"), {"q": word})
            assert page.context["cl"].result_count > 0
