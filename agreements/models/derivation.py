"""What is stored of an agreement's life: its rows read as facts, and the periods that follow from them."""

from agreements.life import RUNNING, Amendment, Facts, State, TacitRenewal, periods
from inserm_intl.days import Precision

from .period import AgreementPeriod

DERIVED = ["first_day", "first_day_precision", "last_day", "last_day_precision"]


def facts(agreement) -> Facts:
    """The rows of an agreement as `agreements.life` reads them; after `with_facts()` without a query."""
    return Facts(
        stages=tuple((stage.since, stage.kind) for stage in agreement.stages.all()),
        signatures=tuple(party.signed_on for party in agreement.parties.all() if party.role == "party"),
        effective_on=agreement.effective_on,
        effective_by_text=agreement.effective_by_text,
        ends_on=agreement.ends_on,
        open_ended=agreement.open_ended,
        default_months=agreement.instrument.default_months,
        tacit=tacit_renewal(agreement),
        amendments=tuple(
            Amendment(row.number, row.kind, row.signed_on, row.effective_on, row.new_end)
            for row in agreement.amendments.all()
        ),
    )


def tacit_renewal(agreement) -> TacitRenewal | None:
    if agreement.renewal != "tacit":
        return None
    return TacitRenewal(
        agreement.renewal_months, agreement.renewal_maximum, agreement.notice_months or 0, agreement.notice_given_on
    )


def derive(agreement) -> bool:
    """Set an agreement's days and what it `lived`; return whether what is stored differs."""
    agreement.lived = life = periods(facts(agreement))
    before = [getattr(agreement, name) for name in DERIVED]
    agreement.first_day, agreement.last_day = first_day(life), last_day(life)
    agreement.first_day_precision = first_precision(agreement)
    agreement.last_day_precision = last_precision(agreement)
    stored = {(row.state, row.since, row.until, row.reason) for row in agreement.periods.all()}
    fresh = {(row.state, row.since, row.until, row.reason) for row in life}
    return stored != fresh or before != [getattr(agreement, name) for name in DERIVED]


def first_day(life):
    """The first day in force; of an end nobody knows, the first day of that."""
    return next((row.since for row in life if row.state in (*RUNNING, State.UNKNOWN)), None)


def last_day(life):
    """The last day in force after all signed amendments; none while there is no end, or nobody knows it."""
    running = [row for row in life if row.state in RUNNING]
    return running[-1].until if running and life[-1].state != State.UNKNOWN else None


def first_precision(agreement) -> str:
    """That of the effective date, else of the signatures of that day: the least precise of them."""
    if agreement.first_day == agreement.effective_on:
        return agreement.effective_on_precision
    known = [row.signed_on_precision for row in agreement.parties.all() if row.signed_on == agreement.first_day]
    return max(known, key=Precision.values.index, default=Precision.DAY)


def last_precision(agreement) -> str:
    """A day where an amendment gave it, else that of the end written, from which tacit terms are counted."""
    given = {row.new_end for row in agreement.amendments.all() if row.signed_on}
    return Precision.DAY if agreement.last_day in given else agreement.ends_on_precision


def store(agreements) -> int:
    """Write the periods and days of those that differ; return how many did."""
    stale = [agreement for agreement in agreements if derive(agreement)]
    fresh = [
        AgreementPeriod(agreement=agreement, state=row.state, since=row.since, until=row.until, reason=row.reason)
        for agreement in stale
        for row in agreement.lived
    ]
    AgreementPeriod.objects.filter(agreement__in=stale).delete()
    AgreementPeriod.objects.bulk_create(fresh)
    if stale:
        type(stale[0]).objects.bulk_update(stale, DERIVED, batch_size=500)
    return len(stale)
