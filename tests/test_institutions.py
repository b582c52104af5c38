"""Institutions: the identifier copied from the registry, and the address given for good."""

import pytest
from django.forms import modelform_factory

from partners.models import Institution
from tests.factories import CountryFactory, InstitutionFactory

pytestmark = pytest.mark.django_db
INSERM, CNRS = "02vjkv261", "02feahw73"


def typed(ror_id, name="Institut"):
    """The form of an institution, filled in with an identifier."""
    fields = {"name_fr": name, "country": CountryFactory(code="FR").pk, "kind": "other", "ror_id": ror_id}
    return modelform_factory(Institution, fields=[*fields, "slug"])(fields)


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        *((INSERM, INSERM), ("02VJKV261", INSERM), (f" {INSERM} ", INSERM), ("", None)),
        *((f"https://ror.org/{INSERM}", INSERM), (f"https://ror.org/{INSERM}/", INSERM), (f"ror.org/{CNRS}", CNRS)),
    ],
)
def test_a_ror_identifier_may_be_typed_or_pasted_with_its_address(text, stored):
    form = typed(text)
    assert form.errors == {}
    form.save()
    assert Institution.objects.get().ror_id == stored


@pytest.mark.parametrize(
    "text", ["02vjkv262", "02vjkv26", "20vjkv261", "02vjkv2611", "02vjuv261", "é", "\0", "x" * 5_000]
)
def test_a_ror_identifier_that_is_mistyped_is_refused_beside_its_field(text):
    assert list(typed(text).errors) == ["ror_id"]


def test_two_institutions_cannot_share_an_identifier_but_many_may_have_none():
    for ror_id in (INSERM, "", ""):
        typed(ror_id).save()
    assert list(typed(f"https://ror.org/{INSERM}").errors) == ["ror_id"]


def test_an_address_is_made_of_the_name_and_numbered_where_it_is_taken():
    names = ["Université d’Ottawa", "Université d'Ottawa", "Université d’Ottawa"]
    assert [InstitutionFactory(name_fr=name).slug for name in names] == [
        *("universite-dottawa", "universite-dottawa-2", "universite-dottawa-3"),
    ]


@pytest.mark.parametrize(
    ("names", "slug"),
    [
        ({"name_fr": "Université", "name_en": "University"}, "university"),
        ({"name_fr": "東京大学", "acronym": "UT"}, "institution"),
        ({"name_fr": "é" * 300}, "e" * 110),
    ],
)
def test_an_address_is_in_english_where_there_is_an_english_name(names, slug):
    assert InstitutionFactory(**names).slug == slug


def test_an_address_is_kept_when_the_name_changes():
    institution = InstitutionFactory(name_fr="Ancien")
    institution.name_fr = "Nouveau"
    institution.save()
    assert Institution.objects.get().slug == "ancien"
