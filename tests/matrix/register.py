"""A register with one of everything, private words planted in it, and somebody in each role who asks."""

from types import SimpleNamespace
from typing import NamedTuple

import reversion
from django.contrib.admin import site
from django.contrib.auth.models import Group, User
from django.urls import reverse
from reversion.models import Version

from agreements import models as agreements
from agreements.models.document import SHORT
from inserm_intl.models import Import
from inserm_intl.preferences import preferences_of
from tests import factories as make
from tests import staff, world
from tests.canaries import fill
from tests.planted import MONEY, plant
from tests.rights import NOUNS, ROLES

ANONYMOUS, MEMBER = "anonymous", "member"  # a member has an account, but is not of the staff
EVERYBODY = (ANONYMOUS, MEMBER, *ROLES)
PDF = b"%PDF-1.7"
# A noun's maker may give one that stands already, on which more depends.
GONE = {agreements.Instrument: lambda: make.InstrumentFactory(code="gone")}


def build() -> SimpleNamespace:
    staff.roles()
    made = SimpleNamespace(world=world.build())
    make.PageFactory(slug="privacy")
    made.planted = plant(made.world)
    made.people = {role: account(role) for role in EVERYBODY[1:]}
    made.records = {model: rights.maker() for model, rights in NOUNS.items()}
    made.records[agreements.Document] = make.DocumentFactory(content=PDF)
    made.restricted = hidden_with(made.planted["restricted"])
    made.gone = {model: deleted(model) for model in NOUNS if recovers(model) and NOUNS[model].add}
    made.imports = {
        model: Import.objects.create(noun=model._meta.label_lower, file_name="a.csv")
        for model in NOUNS
        if hasattr(site.get_model_admin(model), "sheet")
    }
    made.papers = papers(made)
    made.calendar = f"/calendar/{preferences_of(made.people[ROLES[1]]).renew_calendar()}.ics"
    fill(agreements.Assessment)
    agreements.Contribution.objects.update(amount=MONEY)
    made.versions = {
        record: versions(record)
        for record in [*made.records.values(), *made.restricted.values()]
        if recovers(type(record))
    }
    return made


def account(role: str) -> User:
    user = User.objects.create_user(f"{role}-asks", password=role, is_staff=role in ROLES)
    user.groups.set(Group.objects.filter(name=staff.ROLES.get(role)))
    return user


def recovers(model) -> bool:
    return hasattr(site.get_model_admin(model), "recoverlist_view")


def versions(record) -> list[int]:
    """Two versions of a record."""
    for _time in range(2):
        with reversion.create_revision():
            reversion.add_to_revision(record)
    return list(Version.objects.get_for_object(record).values_list("pk", flat=True)[:2])


def papers(made) -> dict[str, str]:
    """Where visitors find a public document, and would find another."""
    shown = make.DocumentFactory(agreement=made.world.gdri, content=PDF, online=True)
    kept_in = make.DocumentFactory(agreement=made.world.gdri, content=PDF + b" ")
    return {
        name: reverse("agreements:document", args=[row.agreement.reference, row.sha256[:SHORT]])
        for name, row in {"public": shown, "internal": kept_in}.items()
    }


class Gone(NamedTuple):
    """The last version of a record that was deleted."""

    version: int
    published: bool


def deleted(model) -> Gone:
    record = GONE.get(model, NOUNS[model].maker)()
    last, _first = versions(record)
    record.delete()
    return Gone(last, getattr(record, "published", False))


def hidden_with(agreement) -> dict:
    """A restricted agreement, and what of other nouns is hidden with it."""
    paper = make.DocumentFactory(agreement=agreement, content=PDF, confidentiality="restricted")
    return {
        agreements.Agreement: agreement,
        agreements.Contribution: make.ContributionFactory(party=agreement.parties.first()),
        agreements.Document: paper,
        agreements.Deadline: make.DeadlineFactory(agreement=agreement),
    }
