"""Every rule that the database keeps, met where a wrong row may come from: a form, a fixture, a bulk insert."""

import copy

import pytest
from django.apps import apps
from django.core import serializers
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.forms import modelform_factory

from agreements.models import AgreementPeriod, Amendment
from inserm_intl.models import Page, ReferenceCounter
from partners.models import RegistryRecord, UpstreamChange
from tests.broken import BROKEN, TWICE
from tests.factories import AgreementFactory, UserFactory


def spoil(row, values):
    for name, value in values.items():
        setattr(row, name, value(row) if callable(value) else value)
    return row


def another(row):
    """The same row once more, with its own key and its own value in every unique column."""
    twin = copy.copy(row)
    twin.pk = "ZZ" if isinstance(row.pk, str) else row.pk + 1_000_000
    for field in row._meta.local_fields:
        if field.name == "user":
            twin.user = UserFactory()
        elif field.unique and not field.primary_key and getattr(row, field.attname):
            setattr(twin, field.attname, f"{getattr(row, field.attname)}-2"[: field.max_length])
    return twin


def instead(row, values):
    """A wrong row to store: beside the good one where the fault is to be there twice, else in its place."""
    twin = another(row)
    if values is not TWICE:
        row.delete()
    return spoil(twin, values)


@pytest.fixture(params=BROKEN)
def case(request, db):
    """The constraint, a good row that is stored, what spoils it, the field to speak beside."""
    maker, values, field = BROKEN[request.param]
    row = maker()
    constraint = next(rule for rule in row._meta.constraints if rule.name == request.param.split(":")[0])
    return constraint, row, values, field


def everything(model):
    return list(model._base_manager.order_by("pk").values())


def test_a_form_says_it_beside_the_field(case):
    constraint, row, values, field = case
    row.full_clean()
    wrong = spoil(another(row) if values is TWICE else row, values)
    with pytest.raises(ValidationError) as refusal:
        wrong.full_clean()
    assert refusal.value.error_dict.keys() & {field, *values}
    with pytest.raises(ValidationError) as refusal:
        wrong.validate_constraints()
    if constraint.violation_error_code:
        assert refusal.value.message_dict == {field: [str(constraint.violation_error_message)]}


@pytest.mark.django_db
def test_a_page_shows_it_there():
    form = modelform_factory(Amendment, fields="__all__")(
        {"agreement": AgreementFactory().pk, "number": 1, "kind": "extension", "signed_on": "2015-01-10"}
    )
    rule = next(rule for rule in Amendment._meta.constraints if rule.name == "amendment_new_end")
    assert form.errors == {"new_end": [rule.violation_error_message]}


def test_a_fixture_is_refused_whole(case, tmp_path):
    _constraint, row, values, _field = case
    wrong = instead(row, values)
    before = everything(type(row))
    fixture = tmp_path / "wrong.json"
    fixture.write_text(serializers.serialize("json", [Page(slug="before-it", title_fr="Avant"), wrong]))
    with pytest.raises(IntegrityError), transaction.atomic():
        call_command("loaddata", fixture, verbosity=0)
    assert everything(type(row)) == before
    assert not Page.objects.filter(slug="before-it").exists()


def test_a_bulk_insert_is_refused(case):
    _constraint, row, values, _field = case
    wrong = instead(row, values)
    before = everything(type(row))
    with pytest.raises(IntegrityError), transaction.atomic():
        type(row)._base_manager.bulk_create([wrong])
    assert everything(type(row)) == before


def test_nothing_else_is_wrong_with_what_is_refused(case):
    """Unspoilt it is stored: the tests above meet the rule they name and no other."""
    _constraint, row, values, _field = case
    if values is not TWICE:
        type(row)._base_manager.bulk_create([instead(row, {})])


def our_models():
    return [
        model for app in ("inserm_intl", "partners", "agreements") for model in apps.get_app_config(app).get_models()
    ]


def test_every_constraint_is_met_here():
    named = {rule.name for model in our_models() for rule in model._meta.constraints}
    assert named == {name.split(":")[0] for name in BROKEN}


def test_every_constraint_on_what_an_officer_enters_speaks_beside_a_field():
    for model in set(our_models()) - {AgreementPeriod, ReferenceCounter, RegistryRecord, UpstreamChange}:
        for rule in model._meta.constraints:
            assert model._meta.get_field(rule.violation_error_code), rule.name
            assert rule.violation_error_message != rule.default_violation_error_message, rule.name
