"""Change what is private into something else: staff at work, of which no visitor may notice anything."""

from uuid import UUID

from django.contrib.auth.models import User
from django.db import models

from agreements.models import Activity, Agreement, Amendment, Call, Contribution, ExchangeProgramme, Stage
from agreements.models.derivation import store
from inserm_intl.folding import folded_fields
from partners.models import Cooperation, Institution, KeyFigure, Priority
from tests.canaries import our_models, texts
from tests.oracle.dice import Dice
from tests.oracle.partners import PLACES
from tests.oracle.private import STAFF_ONLY
from tests.oracle.register import FROZEN, Register

ABROAD = [code for code in PLACES if code != "FR"]


def edit(register: Register) -> None:
    """Every private text says something else; private records change place, kind, year, partners and kin."""
    dice = Dice(register.seed + 1)
    for model in our_models():
        if columns := [field for field in texts(model) if field.name not in FROZEN]:
            rewrite(model, columns, register.secrets.rows.get(model, set()), dice)
    for model, change in CHANGES.items():
        for key in sorted(register.secrets.rows[model]):
            models.QuerySet(model).filter(pk=key).update(**change(register, dice))
    note_on_public_records(register, dice)
    store(list(Agreement.objects.with_facts()))


def rewrite(model, columns: list, private: set, dice: Dice) -> None:
    rows = list(model._base_manager.order_by("pk"))
    for row in rows:
        for field in columns:
            if row.pk in private or field.name in STAFF_ONLY:
                setattr(row, field.name, f"{dice.said()} {row.pk}"[: field.max_length])
        for field in folded_fields(model):
            field.pre_save(row, add=False)
    models.QuerySet(model).bulk_update(rows, [field.name for field in [*columns, *folded_fields(model)]])


# The columns that change besides texts, each noun's in a way that its constraints allow.
CHANGES = {
    Institution: lambda register, dice: {
        "country": dice.one(ABROAD),
        "kind": dice.choice(["company", "education"]),
        "latitude": 12,
        "longitude": 34,
        "parent": None,
        "invented": dice.maybe(),
    },
    Cooperation: lambda register, dice: {
        "country": dice.one(ABROAD),
        "year": dice.randint(2010, 2030),
        "institution": None,
        "theme": dice.one(register.themes),
    },
    KeyFigure: lambda register, dice: {"value": dice.randint(1, 99), "year": dice.randint(2000, 2030)},
    Priority: lambda register, dice: {"since": None, "until": None},
    Agreement: lambda register, dice: {
        "instrument": dice.one(register.instruments),
        "parent": None,
        "predecessor": None,
        "invented": dice.maybe(),
        "under_revision_since": dice.day(),
    },
    Amendment: lambda register, dice: {"effective_on": dice.day()},
    Stage: lambda register, dice: {"desk": dice.choice(["", "legal", "partner"])},
    Contribution: lambda register, dice: {"amount": dice.randint(1, 99), "currency": "JPY"},
    ExchangeProgramme: lambda register, dice: {"agreement": None, "kind": "seminars", "publishes_reciprocity": True},
    Call: lambda register, dice: {"places": 7},
    Activity: lambda register, dice: {
        "country": dice.one(ABROAD),
        "status": "planned",
        "programme": None,
        "agreement": None,
    },
}


def note_on_public_records(register: Register, dice: Dice) -> None:
    """Whose they are, how often they were saved, and by which form."""
    for number, model in enumerate(register.secrets.rows):
        names = {field.name for field in model._meta.concrete_fields}
        values = {"version": dice.randint(2, 99), "officer": register.officers[1], "prospect": dice.maybe()}
        models.QuerySet(model).update(**{name: value for name, value in values.items() if name in names})
        if "form_token" in names:
            row = model._base_manager.order_by("pk").first()
            models.QuerySet(model).filter(pk=row and row.pk).update(form_token=UUID(int=number))
    User.objects.update(first_name="Autre", last_name="Agent")
