"""Take away what is private, with all that hangs on it, as if it had never been entered.

Rows are deleted by key, in any order: foreign keys are checked at the end of a transaction, which never comes.
"""

from django.contrib.auth.models import User
from django.db import models

from agreements.models import Agreement, Party, Stage
from agreements.models.derivation import store
from partners.models import Institution
from tests.canaries import our_models, texts
from tests.oracle.private import NEVER, PUBLIC, STAFF_MARKS, STAFF_ONLY, Secrets


def remove(secrets: Secrets, only: dict[type, set] | None = None) -> None:
    """Take away every private row and what is private in public ones; or `only` these rows."""
    doomed = {model: set(keys) for model, keys in (secrets.rows if only is None else only).items()}
    if only is None:
        rename_deciding(secrets)
    while hanging(doomed, secrets):
        pass
    for model in {*our_models(), *NEVER}:
        for field in model._meta.local_many_to_many:
            cut(field.remote_field.through, doomed)
    for model, keys in doomed.items():
        rows = models.QuerySet(model).filter(pk__in=keys)
        rows._raw_delete(rows.db)
    if only is None:
        blank()
    store(list(Agreement.objects.with_facts()))


def hanging(doomed: dict[type, set], secrets: Secrets) -> bool:
    """Doom what is private and leads to a doomed row, or may not lead to nothing: whether any was. Others let go."""
    grown = False
    for model in {*our_models(), *NEVER}:
        for field in model._meta.local_concrete_fields:
            keys = doomed.get(field.related_model) if field.related_model else None
            if not keys:
                continue
            rows = models.QuerySet(model).filter(**{f"{field.name}__in": keys}).exclude(pk__in=doomed.get(model, ()))
            bound = rows.filter(pk__in=secrets.rows.get(model, ())) if field.null else rows
            if found := set(bound.values_list("pk", flat=True)):
                doomed.setdefault(model, set()).update(found)
                grown = True
            elif field.null:
                rows.update(**{field.name: None})
    return grown


def cut(through, doomed: dict[type, set]) -> None:
    for field in through._meta.local_concrete_fields:
        if field.related_model and (keys := doomed.get(field.related_model)):
            rows = models.QuerySet(through).filter(**{f"{field.name}__in": keys})
            rows._raw_delete(rows.db)


def rename_deciding(secrets: Secrets) -> None:
    """The signature that decides a public life stays, by an institution of which nothing else is known."""
    Stage.objects.filter(pk__in=secrets.deciding[Stage]).update(note="", desk="")
    for number, party in enumerate(Party.objects.filter(pk__in=secrets.deciding[Party])):
        nobody = Institution.objects.create(slug=f"nobody-{number}", name_fr="Nul", country_id="CA", published=False)
        Party.objects.filter(pk=party.pk).update(institution=nobody, laboratory="", signatory_name="", signed_at="")


def blank() -> None:
    """What is for staff in records that are public."""
    for model in PUBLIC:
        columns = {field.name: "" for field in texts(model) if field.name in STAFF_ONLY}
        names = {field.name for field in model._meta.concrete_fields}
        marks = {name: value for name, value in STAFF_MARKS.items() if name in names}
        if columns or marks:
            models.QuerySet(model).update(**columns, **marks)
    User.objects.all().update(first_name="", last_name="", email="")
