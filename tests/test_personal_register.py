"""The register of personal data says of every column what it holds on people, to staff and to visitors."""

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.db import models
from django.test.utils import isolate_apps
from django.urls import reverse
from django.utils.translation import override

from agreements.personal.columns import declared, to_declare, undeclared, where
from agreements.personal.register import CONTACTS, REGISTER
from inserm_intl.folding import FoldedField
from tests import factories as make
from tests.staff import enter, roles


def test_every_column_that_may_name_a_person_is_declared_and_once():
    assert undeclared() == []
    assert [place for place, times in declared().items() if times > 1] == []


def test_what_is_declared_exists():
    every_record = {name for model, name in declared() if model == "*"}
    for model, name in declared():
        if model != "*":
            apps.get_model(model)._meta.get_field(name)
    assert every_record <= {name for _model, name in to_declare()}


@isolate_apps("agreements")
def test_a_new_column_asks_its_author_what_it_holds():
    class Guest(models.Model):
        name = models.CharField(max_length=10)
        photo = models.FileField()
        said = models.JSONField()
        address = models.GenericIPAddressField()
        key = models.BinaryField()
        officer = models.ForeignKey(User, models.CASCADE)
        kind = models.CharField(max_length=1, choices={"a": "A"})
        born_on = models.DateField()
        folded = FoldedField("name")
        internal_note = models.TextField()

        class Meta:
            app_label = "agreements"

        def __str__(self):
            return self.name

    found = {name.removeprefix("agreements.Guest.") for name in undeclared([Guest])}
    assert found == {"name", "photo", "said", "address", "key", "officer"}


@pytest.mark.parametrize("language", ["fr", "en", "es"])
def test_every_holding_says_whose_data_it_is_what_why_and_until_when(language):
    with override(language):
        for holding in REGISTER:
            for said in (holding.whose, holding.what, holding.why, holding.until, holding.basis):
                assert len(str(said)) > 5
                assert "{" not in str(said)


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["fr", "en", "es"])
def test_visitors_read_it_on_the_page_of_privacy_after_what_staff_wrote(client, language):
    make.PageFactory(slug="privacy", title_fr="Données", body_fr="Écrit par nous.", published=True)
    said = client.get(f"/{language}/privacy/").content.decode()
    with override(language):
        for holding in REGISTER:
            assert f">{holding.whose}</th>" in said
            assert f">{holding.until}</td>" in said
        assert said.index("Écrit par nous.") < said.index(str(REGISTER[0].what))


@pytest.mark.django_db
def test_every_member_of_staff_reads_it_and_where_each_thing_stands(client):
    roles()
    enter(client, "reader", "lecteur")
    said = client.get(reverse("desk:personal-data")).content.decode()
    with override("fr"):
        for holding in REGISTER:
            assert f">{holding.whose}</th>" in said
            assert str(holding.basis) in said
        for noun, names in where(CONTACTS):
            assert noun[0].upper() + noun[1:] in said
            assert ", ".join(names) in said
    assert "serialized data" not in said, "a name that nobody gave it for staff"
    assert reverse("desk:personal-data") in client.get(reverse("admin:index")).content.decode()
