"""What an agreement of a type is expected to be: rules over its parties, dates and texts, said as sentences.

The form, publishing, imports and the quality board all ask this one function. What "blocks" refuses
the entry; what "warns" only surprises, and the officer may be right.
"""

from typing import NamedTuple

from django.utils.translation import gettext as _

from inserm_intl.days import ONE_DAY, PartialDay, Precision, add_months, shown

BLOCKS, WARNS = "blocks", "warns"


class Expectation(NamedTuple):
    severity: str
    field: str
    sentence: str


def blocked(agreement, parties) -> bool:
    """Whether it is by a rule that looks at the agreement and its parties alone; `chain` looks further."""
    return any(found.severity == BLOCKS for rule in (dates, publication) for found in rule(agreement, parties))


def expectations(agreement, parties) -> list[Expectation]:
    """Every rule's sentences, blocks first. `parties` are rows with `institution`, saved or not."""
    found = [
        *dates(agreement, parties),
        *chain(agreement),
        *continuity(agreement, parties),
        *framework(agreement, parties),
        *publication(agreement, parties),
        *hidden_side(agreement, parties),
        *composition(agreement, parties),
        *languages(agreement),
    ]
    return sorted(found, key=lambda expectation: expectation.severity)


def signing(parties) -> list:
    """Those whose signatures the agreement needs."""
    return [party for party in parties if party.role == "party"]


def first_day(agreement, parties):
    """The effective date; without one, the last signature where every party has signed."""
    signatures = [party.signed_on for party in signing(parties)]
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


def begins(agreement, parties=()) -> PartialDay | None:
    """Its first day by its text, else by the signatures typed, else by those stored."""
    if agreement.effective_on:
        return PartialDay.of(agreement.effective_on, agreement.effective_on_precision)
    first = first_day(agreement, parties) or agreement.first_day
    known = agreement.first_day_precision if first == agreement.first_day else Precision.DAY
    return first and PartialDay.of(first, known)


def ends(agreement) -> PartialDay | None:
    """Its last day after signed amendments; the one written, where nothing is signed."""
    if agreement.last_day:
        return PartialDay.of(agreement.last_day, agreement.last_day_precision)
    return agreement.ends_on and PartialDay.of(agreement.ends_on, agreement.ends_on_precision)


def told_of(agreement, kin) -> bool:
    """Whether all who see the agreement may know the days of its kin."""
    return kin is not None and (agreement.confidentiality == "restricted" or kin.confidentiality != "restricted")


def continuity(agreement, parties):
    """Between an agreement and the one that renews it no day is missing, and none counts twice."""
    if told_of(agreement, agreement.predecessor):
        yield from between(ends(agreement.predecessor), begins(agreement, parties), "effective_on")
    after = type(agreement).objects.filter(predecessor=agreement.pk).first() if agreement.pk else None
    if told_of(agreement, after):
        yield from between(ends(agreement), begins(after), "ends_on")


def between(last: PartialDay | None, first: PartialDay | None, field: str):
    """What is known for sure: two days of the same vague month may follow each other."""
    known = {last and last.precision, first and first.precision}
    if not last or not first or Precision.ABOUT in known:
        return
    if first - last > ONE_DAY:
        told = {"first": shown(last + ONE_DAY), "last": shown(first - ONE_DAY)}
        sentence = _("No day from %(first)s to %(last)s is covered by the agreement or by its renewal.")
        yield Expectation(WARNS, field, sentence % told)
    elif first <= last and known == {Precision.DAY}:
        told = {"first": shown(first), "last": shown(last)}
        sentence = _("The agreement and its renewal are both valid from %(first)s to %(last)s.")
        yield Expectation(WARNS, field, sentence % told)


def framework(agreement, parties):
    """An implementing agreement lives within the life of its framework, where that is known."""
    parent = agreement.parent
    if not told_of(agreement, parent):
        return
    first, last = begins(agreement, parties), ends(agreement)
    if first and parent.first_day and first < parent.first_day:
        day = shown(parent.first_day, parent.first_day_precision)
        yield Expectation(
            WARNS, "parent", _("It begins before its framework agreement, whose first day is: %(day)s.") % {"day": day}
        )
    if parent.last_day and (agreement.open_ended or (last and last > parent.last_day)):
        day = shown(parent.last_day, parent.last_day_precision)
        yield Expectation(
            WARNS, "parent", _("It goes on after its framework agreement, whose last day is: %(day)s.") % {"day": day}
        )


def one_side_only(parties) -> bool:
    return bool({"french", "partner"} - {party.side for party in parties})


def publication(agreement, parties):
    if not agreement.published:
        return
    if not agreement.title_fr:
        yield Expectation(BLOCKS, "title_fr", _("A French title is required to publish."))
    if one_side_only(signing(parties)):
        yield Expectation(
            BLOCKS, "published", _("Publishing needs a party on the French side and one on the partner's.")
        )


def hidden_side(agreement, parties):
    if not agreement.published or one_side_only(signing(parties)):
        return
    if one_side_only(party for party in parties if party.institution.published):
        yield Expectation(WARNS, "published", _("No institution of one side is published: visitors will not see it."))


def composition(agreement, parties):
    instrument = agreement.instrument
    signed_by = signing(parties)
    units = agreement.units.count() if agreement.pk else 0
    counts = {
        "parties": (len(signed_by), _("parties")),
        "countries": (len({party.institution.country_id for party in signed_by}), _("countries")),
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
    sides = len({party.side for party in signed_by})
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
