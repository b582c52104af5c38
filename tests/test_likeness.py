"""A name that is typed a second time is noticed, however it is written; another name is not."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inserm_intl.shapes import shape
from partners.likeness import alike, likeness
from partners.models import Institution
from tests.factories import InstitutionFactory

steady = settings(deadline=None, derandomize=True)
SHAPES = {
    "I.N.S.E.R.M. (Paris)": "inserm paris",
    "АIDЅ Сеnter": "aids center",  # Cyrillic А, Ѕ, С, е
    "ΡΑSΤΕUR": "pasteur",  # Greek Ρ, Α, Τ, Ε
    "Université d’Ottawa": "universite d ottawa",
    "Heidelberg, Universität": "heidelberg universitat",
    "東京大学": "東京大学",
    "…": "",
}


@pytest.mark.parametrize("text", SHAPES)
def test_a_shape_is_what_the_letters_look_like(text):
    assert shape(text) == SHAPES[text]


@given(st.text(), st.text())
@steady
def test_likeness_is_mutual_and_between_none_and_all(one, other):
    one, other = shape(one), shape(other)
    assert 0 <= likeness(one, other) == likeness(other, one) <= 1
    assert likeness(one, one) == bool(one)


KNOWN = {
    "tokyo": {"name_en": "University of Tokyo", "name_fr": "Université de Tokyo", "native_name": "東京大学"},
    "icmr": {"name_en": "Indian Council of Medical Research", "acronym": "ICMR"},
    "riken": {"name_en": "RIKEN", "aliases": "Rikagaku Kenkyujo\nInstitute of Physical and Chemical Research"},
    "hospital": {"name_en": "Hospital for Sick Children"},
    "montreal": {"name_fr": "Université de Montréal"},
    "fiocruz": {"name_fr": "Fondation Oswaldo Cruz", "name_es": "Fundación Oswaldo Cruz", "acronym": "Fiocruz"},
}
TYPED = {
    "universite de montreal": "montreal",
    "Université de Montréal ": "montreal",
    "Montréal, Université de": "montreal",
    "University of Montreal": "montreal",
    "Univ. Montréal": "montreal",
    "Universite de Monteral": "montreal",
    "ICMR": "icmr",
    "I.C.M.R.": "icmr",
    "ІСМR": "icmr",  # Cyrillic І, С, М
    "Medical Research, Indian Council": "icmr",
    "HSC": "hospital",
    "Institute of Physical & Chemical Research": "riken",
    "Rikagaku kenkyûjo": "riken",
    "RΙΚEN": "riken",  # Greek Ι, Κ
    "Fundação Oswaldo Cruz": "fiocruz",
    "東京大学": "tokyo",
    "国立大学法人東京大学": "tokyo",
    "Tokyo Universität": "tokyo",
}


@pytest.fixture
def known(db):
    return {
        key: InstitutionFactory(
            **{"name_fr": "", "country__code": "JP", **names},
            slug=key,
            native_language="ja" if "native_name" in names else "",
        )
        for key, names in KNOWN.items()
    }


@pytest.mark.parametrize("text", TYPED)
def test_an_institution_is_recognised_however_its_name_is_typed(known, text):
    assert alike(text)[:1] == [known[TYPED[text]]]


@pytest.mark.parametrize(
    "text", ["", " ", "…", "\0", "University", "National Institute of Health", "Université de Lyon", "%", "é" * 5_000]
)
def test_another_name_is_like_none(known, text):
    assert alike(text) == []


def test_the_country_that_is_said_comes_first_and_elsewhere_only_the_same_name_counts(db):
    name = "National Institutes of Health"
    malaysia, america = (InstitutionFactory(name_en=name, country__code=code) for code in ("XM", "XU"))
    institute = InstitutionFactory(name_en="National Institute of Public Health", country__code="XM")
    assert alike(name, "XU") == [america, malaysia]
    assert alike(name, malaysia.country) == [malaysia, institute, america]


def test_the_likest_come_first_and_only_as_many_as_asked_for(db):
    names = ["Institut Pasteur de Lille", "Institut Pasteur", "Pasteur Institut", "Institut Pastor"]
    made = {name: InstitutionFactory(name_fr=name) for name in names}
    assert alike("Institut Pasteur", limit=2) == [made["Institut Pasteur"], made["Pasteur Institut"]]
    others = Institution.objects.exclude(pk=made["Institut Pasteur"].pk)
    assert made["Institut Pasteur"] not in alike("Institut Pasteur", among=others)


def test_a_likeness_costs_one_query(known, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert [str(row.country) for row in alike("Montreal")] == ["Japon"]


def test_the_shapes_of_a_row_are_its_names_line_by_line_then_their_initials(db):
    institution = InstitutionFactory(name_fr="Conseil (médical)", name_en="Ονε.", acronym="CM", aliases="A b c f\n\nCm")
    assert institution.shapes == "\n conseil medical\n one\n cm\n a b c f\n\t bcf"
    assert InstitutionFactory(name_fr="…").shapes == ""
