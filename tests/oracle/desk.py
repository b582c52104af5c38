"""What only the desk keeps: who follows what, judgements, deadlines, lists to complete, imports, history."""

from datetime import UTC, datetime, timedelta

import reversion
from reversion.models import Revision

from agreements.models import Agreement
from partners.models import Institution, Merge
from tests import factories as make


def build(register) -> None:
    for agreement in register.dice.some(register.agreements, 6):
        of_agreement(register, agreement)
    for activity in register.dice.some(register.activities, 3):
        make.IdentificationFactory(activity=activity, institution=register.dice.one(register.institutions))
    registry(register)
    history(register)


def of_agreement(register, agreement) -> None:
    dice = register.dice
    contact = make.ContactFactory(institution=dice.one(register.institutions), name=f"{dice.said()} {agreement.pk}")
    make.AgreementContactFactory(agreement=agreement, contact=contact)
    make.AssessmentFactory(agreement=agreement, scientific_excellence=dice.said(), security_opinion="reserved")
    deadline = make.DeadlineFactory(agreement=agreement, due_on=dice.day(), what=dice.said())
    make.ReminderFactory(deadline=deadline, falls_on=dice.day())
    make.DismissalFactory(agreement=agreement, why=dice.said())
    make.ReportFactory(title=dice.said(), question="country=JP")


def registry(register) -> None:
    """What the registry of organisations says, merges that were made, files that wait to be imported."""
    dice = register.dice
    for _number in range(2):
        record = make.RegistryRecordFactory(country=dice.one(register.countries), name=dice.said())
        make.UpstreamChangeFactory(record=record)
        make.ImportRowFactory(of_import=make.ImportFactory(file_name=dice.said()), record_name=dice.said())
    kept = dice.one(register.institutions)
    told = {"kept_name": dice.said(), "merged_name": dice.said(), "reason": dice.said()}
    Merge.objects.create(kept_key=kept.pk, merged_key=10**6, version=1, journal=[{"said": dice.said()}], **told)


def history(register) -> None:
    """Past versions of records, public ones too, which said what they no longer say; each with a comment."""
    dice = register.dice
    rows = dice.sample(register.agreements, 3) + dice.sample(register.institutions, 3)
    for number, row in enumerate(rows):
        name = {Agreement: "title_fr", Institution: "name_fr"}[type(row)]
        today, past = getattr(row, name), register.new_word(f"what {row._meta.model_name} {row.pk} said before")
        with reversion.create_revision():
            setattr(row, name, past)
            reversion.add_to_revision(row)
            reversion.set_comment(register.new_word(f"a comment in the history of {row._meta.model_name} {row.pk}"))
            reversion.set_user(dice.one(register.officers))
        setattr(row, name, today)
        made = datetime(2021, 1, 1, tzinfo=UTC) + timedelta(number)
        Revision.objects.filter(pk=Revision.objects.latest("pk").pk).update(date_created=made)
