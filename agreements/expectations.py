"""What an agreement of a type is expected to be: rules over its parties, dates and texts, said as sentences.

The form, publishing, imports and the quality board all ask this one function. What "blocks" refuses
the entry; what "warns" only surprises, and the officer may be right.
"""

from typing import NamedTuple

from django.utils.translation import gettext as _

from inserm_intl.days import ONE_DAY, Precision, add_months

BLOCKS, WARNS = "blocks", "warns"


class Expectation(NamedTuple):
    severity: str
    field: str
    sentence: str


def expectations(agreement, parties) -> list[Expectation]:
    """Every rule's sentences, blocks first. `parties` are rows with `institution`, saved or not."""
    found = [
        *dates(agreement, parties),
        *chain(agreement),
        *publication(agreement, parties),
        *composition(agreement, parties),
        *languages(agreement),
    ]
    return sorted(found, key=lambda expectation: expectation.severity)


def first_day(agreement, parties):
    """The effective date; without one, the last signature where every party has signed."""
    signatures = [party.signed_on for party in parties if party.role == "party"]
    return agreement.effective_on or (max(signatures) if signatures and all(signatures) else None)


def dates(agreement, parties):
    start, end = first_day(agreement, parties), agreement.ends_on
    usual = agreement.instrument.default_months
    if not start or not end:
        return
    if end < start:
        yield Expectation(BLOCKS, "ends_on", _("The last day comes before the first."))
    elif usual and (expected := add_months(start, usual)):
        vague = {agreement.effective_on_precision, agreement.ends_on_precision} - {
            Precision.DAY,
            Precision.MONTH,
        }
        if abs((end - (expected - ONE_DAY)).days) > (366 if vague else 31):
            yield Expectation(
                WARNS,
                "ends_on",
                _("The usual duration of this type is %(months)s months.") % {"months": usual},
            )


def chain(agreement):
    """The renewal chain has no loop and is no longer than the type allows."""
    seen, before, renewals = {agreement.pk}, agreement.predecessor, 0
    while before:
        if before.pk in seen:
            yield Expectation(BLOCKS, "predecessor", _("This renewal chain comes back to itself."))
            return
        seen.add(before.pk)
        renewals, before = renewals + 1, before.predecessor
    successors = type(agreement).objects.filter(predecessor=agreement.predecessor_id).exclude(pk=agreement.pk)
    if agreement.predecessor_id and successors.exists():
        yield Expectation(BLOCKS, "predecessor", _("That agreement already has a successor."))
    limit = agreement.instrument.renewals_max
    if limit is not None and renewals > limit:
        yield Expectation(
            WARNS,
            "predecessor",
            _("Renewal %(count)s; this type is renewed at most %(limit)s times.") % {"count": renewals, "limit": limit},
        )


def publication(agreement, parties):
    if not agreement.published:
        return
    if not agreement.title_fr:
        yield Expectation(BLOCKS, "title_fr", _("A French title is required to publish."))
    signing = [party for party in parties if party.role == "party"]
    if {"french", "partner"} - {party.side for party in signing}:
        yield Expectation(
            BLOCKS, "published", _("Publishing needs a party on the French side and one on the partner's.")
        )

    elif {"french", "partner"} - {party.side for party in parties if party.institution.published}:
        yield Expectation(WARNS, "published", _("No institution of one side is published: visitors will not see it."))


def composition(agreement, parties):
    instrument = agreement.instrument
    signing = [party for party in parties if party.role == "party"]
    units = agreement.units.count() if agreement.pk else 0
    counts = {
        "parties": (len(signing), _("parties")),
        "countries": (len({party.institution.country_id for party in signing}), _("countries")),
        "laboratories": (units + len({party.laboratory for party in parties} - {""}), _("laboratories")),
    }
    for name, (count, label) in counts.items():
        least, most = getattr(instrument, f"{name}_min"), getattr(instrument, f"{name}_max")
        told = {"type": instrument.short, "count": count, "label": label, "least": least, "most": most}
        if least is not None and count < least:
            yield Expectation(
                WARNS, "instrument", _("%(type)s: %(count)s %(label)s, at least %(least)s expected.") % told
            )
        if most is not None and count > most:
            yield Expectation(
                WARNS, "instrument", _("%(type)s: %(count)s %(label)s, at most %(most)s expected.") % told
            )
    sides = len({party.side for party in signing})
    if instrument.sides_expected and sides < instrument.sides_expected:
        yield Expectation(
            WARNS,
            "instrument",
            _("This type expects %(sides)s sides.") % {"sides": instrument.sides_expected},
        )


def languages(agreement):
    if agreement.authentic_languages and "fr" not in agreement.authentic_languages:
        yield Expectation(WARNS, "authentic_languages", _("A French public body's contract must exist in French."))
    missing = [code for code in ("en", "es") if not getattr(agreement, f"title_{code}")]
    if agreement.published and missing:
        yield Expectation(
            WARNS, f"title_{missing[0]}", _("The public site speaks three languages; this title is missing.")
        )
