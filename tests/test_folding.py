"""Search and order that ignore accents and case, alike on both databases."""

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from agreements.models import Agreement
from inserm_intl.folding import fold, holds
from partners.models import Country, Institution
from tests.factories import AgreementFactory, CountryFactory, InstitutionFactory

steady = settings(deadline=None, derandomize=True)
# Any text; and often signs that stand for several letters, such as ℡, ㎏ and Ⅷ.
texts = st.text() | st.text(st.characters(min_codepoint=0x2100, max_codepoint=0x33FF))
FOLDED = {
    "Corée  du Sud": "coree du sud",
    "ÉLÈVE": "eleve",
    "Œuvre, cœur et æther": "oeuvre, coeur et aether",
    "L’Institut d'études": "l institut d etudes",
    "Rhône-Alpes": "rhone alpes",
    "Rhône–Alpes, Rhône‑Alpes, Rhône‐Alpes": "rhone alpes, rhone alpes, rhone alpes",
    "Medical Research Council (MRC)": "medical research council mrc",
    "« Cancer »/“Santé”": "cancer sante",
    "Straße": "strasse",
    "Łódź, Ångström, Đà Nẵng, Tromsø": "lodz, angstrom, da nang, tromso",
    "İstanbul, Iğdır": "istanbul, igdir",
    "ﬁnancement Ⅷ": "financement viii",
    "℡ ①": "tel 1",
    "東京大学": "東京大学",
    "Ελλάδα": "ελλαδα",
    "ΟΔΥΣΣΕΎΣ": "οδυσσευσ",
    "Кириллица": "кириллица",
    "Ё": "е",
    "Nul\0": "nul",
    " \t\n ": "",
}


@pytest.mark.parametrize("text", FOLDED)
def test_folding_keeps_the_letters_and_drops_accents_case_and_joints(text):
    assert fold(text) == FOLDED[text]


@given(texts)
@steady
def test_what_is_folded_stays_as_it_is_when_folded_again(text):
    assert fold(fold(text)) == fold(text)


@given(texts)
@steady
def test_case_does_not_matter(text):
    assert fold(text.upper()) == fold(text.upper().lower()) == fold(text.upper().title())


NAMES = [
    *("Université de São Paulo", "Karolinska Institutet (KI)", "Hôpital de l’Œil", "東京大学", "Ελλάδα", "Кириллица"),
    *("UK Medical Research Council", "Duke University", "100 % santé", "snake_case", "Institut C++ \\ ?"),
]
FOUND = {
    "sao PAULO": ["Université de São Paulo"],
    "paulo  universite": ["Université de São Paulo"],
    "SÃO": ["Université de São Paulo"],
    "sao lima": [],
    "oeil": ["Hôpital de l’Œil"],
    "l'oeil": ["Hôpital de l’Œil"],
    "arolins": ["Karolinska Institutet (KI)"],
    "ki": ["Karolinska Institutet (KI)"],
    "uk": ["UK Medical Research Council"],
    "duk": ["Duke University"],
    "東京": ["東京大学"],
    "ελλαδα": ["Ελλάδα"],
    "ΕΛΛΆΔΑ": ["Ελλάδα"],
    "кирил": ["Кириллица"],
    "КИРИЛ": ["Кириллица"],
    "100": ["100 % santé"],
    "%": ["100 % santé"],
    "%%%": [],
    "_case": ["snake_case"],
    "___": [],
    "c++": ["Institut C++ \\ ?"],
    "\\": ["Institut C++ \\ ?"],
    "?": ["Institut C++ \\ ?"],
    "'; drop table": [],
    "😀": [],
}


@pytest.mark.django_db
@pytest.mark.parametrize("words", FOUND, ids=repr)
def test_every_word_must_be_found_and_a_short_one_must_begin_a_word(words):
    for name in NAMES:
        InstitutionFactory(name_fr=name, country__code="JP")
    found = Institution.objects.filter(holds("folded", words))
    assert sorted(found.values_list("name_fr", flat=True)) == FOUND[words]


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["\0", "ﷺ" * 200, "a b " * 50, "é" * 5_000, "😀" * 5_000, "%" * 5_000])
def test_no_text_breaks_the_search(text):
    InstitutionFactory(name_fr="Institut")
    assert Institution.objects.filter(holds("folded", text)).count() in (0, 1)


@pytest.mark.django_db
def test_a_country_is_found_in_all_three_languages_whatever_the_readers():
    germany = CountryFactory(code="DE", name_es="Alemania")
    for word in ("allemagne", "GERMANY", "ALEMA", "deu", "DE"):
        assert list(Country.objects.filter(holds("folded", word))) == [germany]


@pytest.mark.django_db
def test_a_text_is_folded_by_save_by_bulk_create_and_anew_when_it_changes():
    saved = InstitutionFactory(name_fr="Élan")
    assert saved.folded == " elan"
    saved.acronym = "ÉL"
    saved.save()
    Institution.objects.bulk_create([Institution(slug="many", name_fr="Été", country=saved.country)])
    assert set(Institution.objects.values_list("folded", flat=True)) == {" elan el", " ete"}


@pytest.mark.django_db
def test_private_numbers_are_folded_apart_from_what_visitors_search():
    agreement = AgreementFactory(own_number="Canari-7", title_fr="Titre")
    assert list(Agreement.objects.filter(holds("folded_internal", "canari 7"))) == [agreement]
    assert not Agreement.objects.filter(holds("folded", "canari")).exists()


@pytest.mark.django_db
def test_a_list_is_ordered_alike_on_both_databases():
    names = [
        "Étain",
        "étage",
        "Eta",
        "ETÉ",
        "œil",
        "Zéro",
        "zébre",
        "a b",
        "ab",
        "A-C",
        "10",
        "9",
        "東京",
        "Ελλάδα",
        "Ё",
    ]
    for name in names:
        InstitutionFactory(name_fr=name, country__code="JP")
    assert list(Institution.objects.values_list("name_fr", flat=True)) == [
        *("10", "9", "a b", "A-C", "ab", "Eta", "étage", "Étain", "ETÉ", "œil", "zébre", "Zéro"),
        *("Ελλάδα", "Ё", "東京"),
    ]


@pytest.mark.django_db
def test_a_name_without_translation_is_ordered_by_the_one_it_has():
    for name in ({"name_en": "Beta"}, {"name_fr": "Alpha"}, {"name_fr": "Zeta", "name_en": "Aardvark"}):
        InstitutionFactory(**{"name_fr": "", **name}, country__code="JP")
    in_english = Institution.objects.order_by("sort_en").values_list("sort_en", flat=True)
    assert list(in_english) == ["aardvark", "alpha", "beta"]


@pytest.mark.django_db
def test_folded_columns_are_compared_by_code_point_whatever_the_database_was_told():
    with connection.cursor() as cursor:
        columns = connection.introspection.get_table_description(cursor, Institution._meta.db_table)
    collations = {column.name: column.collation for column in columns if column.name.startswith(("folded", "sort_"))}
    by_code_point = {"postgresql": "C", "sqlite": None}[connection.vendor]  # None is BINARY on SQLite
    assert collations == dict.fromkeys(["folded", "sort_fr", "sort_en", "sort_es"], by_code_point)
