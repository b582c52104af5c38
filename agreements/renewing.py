"""Renewing an agreement: its successor, drafted from what is known of it, for an officer to correct.

Nothing is decided here: the draft is unpublished, unsigned and on our office's desk, and what was
proposed in place of something closed is said.
"""

from dataclasses import dataclass, field

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from inserm_intl.days import ONE_DAY, PartialDay, add_months, as_known, today

from .models import Agreement, Party, Stage
from .models.stage import Desk, StageKind

TEXTS = [f"{name}_{language}" for name in ("title", "summary") for language, _name in settings.LANGUAGES]
KEPT = ["acronym", "parent_id", "confidentiality", "invented", *TEXTS]
KEPT_OF_PARTIES = ["institution_id", "side", "role", "laboratory", "order"]


@dataclass
class Draft:
    """A successor, stored, and the sentences that say what stands in it."""

    agreement: Agreement
    said: list[str] = field(default_factory=list)

    def standing(self, row, day):
        """The row, or what succeeded it where it is closed on the day; says which."""
        found = standing(row, day)
        if found != row:
            self.said.append(_("%(old)s is closed: %(new)s is proposed instead.") % {"old": row, "new": found})
        elif closed(row, day):
            self.said.append(_("%(old)s is closed and has no known successor: it was kept.") % {"old": row})
        return found


def closed(row, day) -> bool:
    return row.valid_until is not None and row.valid_until < day


def standing(row, day):
    """What stands in the row's place on the day: itself, or the first of its successors that is not closed."""
    met, found = set(), row
    while closed(found, day) and found.successor and found.pk not in met:
        met.add(found.pk)
        found = found.successor
    return found


def refusal(agreement: Agreement) -> str:
    """Why no successor can be drafted; empty where one can."""
    if agreement.last_day:
        return ""
    if agreement.first_day is None:
        return _("This agreement has not taken effect: there is nothing to renew yet.")
    if agreement.open_ended or agreement.ends_on:
        return _("This agreement has no fixed end: there is nothing to renew.")
    return _("The last day of this agreement is not known: enter it, then renew.")


@transaction.atomic
def renew(agreement: Agreement, officer) -> Draft:
    """Draft the successor of an agreement that `refusal` says nothing of, and that has none yet."""
    if agreement.last_day is None:
        raise ValueError(refusal(agreement))
    start = as_known(agreement.last_day + ONE_DAY, agreement.last_day_precision)
    draft = Draft(Agreement(predecessor=agreement, **{name: getattr(agreement, name) for name in KEPT}))
    successor = draft.agreement
    successor.officer = agreement.officer or officer
    successor.instrument = draft.standing(agreement.instrument, start)
    propose_days(draft, start)
    successor.save()
    successor.themes.set([draft.standing(theme, start) for theme in agreement.themes.all()])
    successor.units.set([draft.standing(unit, start) for unit in agreement.units.all()])
    copy_parties(agreement, draft)
    Stage.objects.create(agreement=successor, kind=StageKind.UNDER_DISCUSSION, since=today(), desk=Desk.OFFICE)
    successor.rebuild_periods()
    draft.said.append(
        _("To enter when they are known: signatures, numbers, renewal clause, languages of the signed texts.")
    )
    return draft


def propose_days(draft: Draft, start: PartialDay) -> None:
    """From the day after the end, as precisely as that is known, for as long as the type usually lasts."""
    successor, months = draft.agreement, draft.agreement.instrument.default_months
    successor.effective_on, successor.effective_on_precision = start, start.precision
    following = add_months(start, months) if months else None
    if following is None:
        draft.said.append(_("This type has no usual duration: enter the last day."))
        return
    end = as_known(following - ONE_DAY, start.precision, end=True)
    successor.ends_on, successor.ends_on_precision = end, end.precision


def copy_parties(agreement: Agreement, draft: Draft) -> None:
    for party in agreement.parties.select_related("institution__successor"):
        copied = {name: getattr(party, name) for name in KEPT_OF_PARTIES}
        Party.objects.create(agreement=draft.agreement, **copied)
        if successor := party.institution.successor:
            told = {"old": party.institution, "new": successor}
            draft.said.append(_("%(old)s has been succeeded by %(new)s: change the party if that one signs.") % told)
