"""The contract of open data: its keys, what is told of each, and what may never be among them."""

import re

import pytest
from django.conf import settings
from django.http import QueryDict
from django.utils.translation import override
from rest_framework import serializers

from inserm_intl.open_data.columns import Code, Column, Text
from inserm_intl.open_data.nouns import NOUNS, Noun
from inserm_intl.open_data.serializer import Columns
from tests.addresses import LANGUAGES
from tests.data_keys import KEYS_OF
from tests.once import ONE_DATABASE
from tests.planted import FOR_STAFF

COLUMNS = [(noun, name) for noun, keys in KEYS_OF.items() for name in keys]
each_column = pytest.mark.parametrize(("noun", "name"), COLUMNS, ids=[f"{noun}.{name}" for noun, name in COLUMNS])
SERIALIZERS = [
    path for app in ("partners", "agreements") for path in (settings.BASE_DIR / app / "serializers").glob("*.py")
]
# Columns that no public page shows, whatever the record.
PRIVATE = FOR_STAFF | {
    *("officer_id", "prospect", "prospect_since", "prospect_since_precision", "partner_since", "aliases"),
    *("notice_months", "notice_given_on", "renewal_maximum", "folded_internal", "effective_by_text"),
    *("signatory_function", "by_delegation", "originals_received", "amount", "currency", "uploaded_by_id"),
    *("form_token", "version", "shapes"),
}


def column(noun: str, name: str) -> Column:
    return NOUNS[noun].columns.all()[name]


def names_in_sql(columns: type[Columns], noun: Noun) -> set[str]:
    """The columns of the database that a noun's rows are read from, and found by."""
    question = noun.asked(QueryDict(""))
    return {
        name
        for sql in (columns.values, columns.texts)
        for name in re.findall(r'"(\w+)"', str(sql(noun.rows(question), question).query))
    }


@pytest.mark.parametrize("noun", NOUNS)
def test_the_keys_of_a_noun_are_those_promised_in_their_order(noun):
    assert list(NOUNS[noun].columns.all()) == KEYS_OF[noun]
    assert list(NOUNS[noun].columns().fields) == KEYS_OF[noun]


def test_no_noun_is_left_out_of_the_contract():
    assert NOUNS.keys() == KEYS_OF.keys()


@ONE_DATABASE
@each_column
def test_an_example_is_a_value_of_its_column(noun, name):
    told = column(noun, name)
    if told.example is None:
        assert told.nullable
        return
    kinds = {"boolean": bool, "integer": int, "number": float, "list": list}
    assert type(told.example) is kinds.get(told.table_type, str)
    read = told.to_internal_value(told.example)
    told.run_validators(read)


@ONE_DATABASE
@each_column
def test_a_column_says_in_each_language_what_it_means(noun, name):
    told = column(noun, name)
    said = set()
    for language in LANGUAGES:
        with override(language):
            said.add(str(told.meaning))
            assert str(told.meaning).endswith((".", ")"))
            assert told.meaning
            assert told.kind
    assert len(said) == 3


def test_no_column_is_worked_out_row_by_row():
    """Such a field would need an instance of the model, and reach neither CSV nor the dictionary."""
    for noun in NOUNS.values():
        assert all(isinstance(declared, Column) for declared in noun.columns._declared_fields.values())
    assert SERIALIZERS
    assert [path.name for path in SERIALIZERS if "MethodField" in path.read_text()] == []


def test_a_field_worked_out_row_by_row_is_refused():
    class Tempted(Columns):
        id = serializers.SerializerMethodField()

    with pytest.raises(AttributeError):
        Tempted.all()


@pytest.mark.django_db
@pytest.mark.parametrize("noun", NOUNS)
def test_no_row_is_read_from_what_is_for_staff(noun):
    assert names_in_sql(NOUNS[noun].columns, NOUNS[noun]) & PRIVATE == set()


@pytest.mark.django_db
def test_a_column_for_staff_would_be_found():
    class Told(Columns):
        id = Code("reference", "", example="")
        note = Text("internal_note", "", example="")

    assert names_in_sql(Told, NOUNS["agreements"]) & PRIVATE == {"internal_note"}
