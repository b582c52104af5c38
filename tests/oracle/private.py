"""What no visitor may know of: the rules of the design, one for each noun, in words of their own.

They ask nothing of the site's `public()`: where one of the two is wrong, answers differ. A rule of a noun reads
the record, those it hangs on, and the pure rules of an agreement's life (`agreements.life`).
"""

from collections.abc import Callable
from dataclasses import replace

from django.contrib.admin.models import LogEntry
from reversion.models import Revision, Version

from agreements import models as agreements
from agreements.life import Facts, State, periods
from agreements.models.derivation import facts
from inserm_intl import models as site
from inserm_intl.days import today
from partners import models as partners
from tests.canaries import our_models

# Columns of public records that are for staff, in whatever noun they stand.
STAFF_ONLY = {
    *("internal_note", "own_number", "partner_number", "signatory_name", "prospect_source", "paid_by"),
    *("note", "original_name"),
}
# Private too, but no words: what stands in them where nothing private is told.
STAFF_MARKS = {
    "officer": None,
    "uploaded_by": None,
    "prospect": False,
    "originals_received": False,
    "desk": "",
    "version": 77,
}
# What everybody may know, of whatever day: places, types of cooperation, research fields, units, what a figure counts.
KNOWN = {
    *(partners.Country, partners.CountryGroup, partners.Membership, partners.Region),
    *(partners.Indicator, partners.ResearchUnit, partners.ThematicInstitute, agreements.Instrument),
}
# Made of other rows by the site itself, and made again when these go.
DERIVED = {agreements.AgreementPeriod, site.ReferenceCounter}
SIGNED = {State.UPCOMING, State.IN_FORCE, State.SUSPENDED, State.ENDED, State.UNKNOWN}


def published(row) -> bool:
    return row.published


def visible_life(agreement, known: Facts | None = None) -> list:
    """The periods that a visitor may know of: from the signature on, and the negotiation where it is published."""
    shown = SIGNED | ({State.UNDER_DISCUSSION} if agreement.negotiation_published else set())
    return [period for period in periods(known or facts(agreement)) if period.state in shown]


def agreement_is_public(agreement) -> bool:
    """Published, open to all, and today at a point of its life that a visitor may know of."""
    if not agreement.published or agreement.confidentiality != "public":
        return False
    day = today()
    return any(row.since <= day and (not row.until or day <= row.until) for row in visible_life(agreement))


def party_is_public(party) -> bool:
    return agreement_is_public(party.agreement) and party.institution.published


def amendment_is_public(amendment) -> bool:
    return agreement_is_public(amendment.agreement) and amendment.signed_on is not None


def document_is_public(document) -> bool:
    """Only of agreements; one of an amendment from its signature on."""
    return (
        document.published
        and document.confidentiality == "public"
        and document.agreement is not None
        and agreement_is_public(document.agreement)
        and (document.amendment is None or document.amendment.signed_on is not None)
    )


def stage_is_public(stage) -> bool:
    """That there was a negotiation, since when, is known where it is published; the log itself never is."""
    return agreement_is_public(stage.agreement) and stage.agreement.negotiation_published


PUBLIC: dict[type, Callable] = {
    partners.Institution: published,
    partners.Priority: published,
    partners.Cooperation: published,
    partners.KeyFigure: published,
    # That of a private institution names it, wherever it leads.
    partners.FormerAddress: lambda row: row.published and row.institution is not None and row.institution.published,
    agreements.Agreement: agreement_is_public,
    agreements.Party: party_is_public,
    agreements.Amendment: amendment_is_public,
    agreements.Stage: stage_is_public,
    agreements.Document: document_is_public,
    agreements.ExchangeProgramme: published,
    agreements.Call: lambda row: row.published and row.programme.published,
    agreements.Activity: published,
    site.Page: published,
}
# Never public, whatever is written in them: contacts, money, judgements, deadlines, imports, what was before.
NEVER = {model for model in our_models() if model not in {*PUBLIC, *KNOWN, *DERIVED}} | {LogEntry, Revision, Version}


class Secrets:
    """The keys of the private rows, by noun; and those whose signature or stage decides a public agreement's life.

    What such a row decides is public: it stays, in the name of another institution that nobody knows.
    """

    def __init__(self) -> None:
        self.rows: dict[type, set] = {model: self.keys(model) for model in NEVER}
        for model, is_public in PUBLIC.items():
            self.rows[model] = {row.pk for row in model._base_manager.all() if not is_public(row)}
        self.deciding = self.spared()

    @staticmethod
    def keys(model) -> set:
        return set(model._base_manager.values_list("pk", flat=True))

    def spared(self) -> dict[type, set]:
        spared: dict[type, set] = {agreements.Party: set(), agreements.Stage: set()}
        for agreement in agreements.Agreement.objects.exclude(pk__in=self.rows[agreements.Agreement]):
            known = facts(agreement)
            life = visible_life(agreement, known)
            for model in spared:
                for row in model._base_manager.filter(agreement=agreement, pk__in=self.rows[model]).order_by("pk"):
                    rest = without(known, row)
                    if visible_life(agreement, rest) == life:
                        known = rest
                    else:
                        spared[model].add(row.pk)
        for model, keys in spared.items():
            self.rows[model] -= keys
        return spared


def without(known: Facts, row) -> Facts:
    """What would be known of an agreement without one of its stages or parties."""
    if isinstance(row, agreements.Stage):
        return replace(known, stages=minus(known.stages, (row.since, row.kind)))
    if row.role != "party":
        return known
    return replace(known, signatures=minus(known.signatures, row.signed_on))


def minus(values: tuple, one) -> tuple:
    rest = list(values)
    rest.remove(one)
    return tuple(rest)
