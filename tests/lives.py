"""What an officer entered, written short, and what it makes of an agreement's life."""

from datetime import date

from agreements.life import Amendment, Facts, periods


def day(text):
    return date.fromisoformat(text)


def facts(*, signed=(), stages=(), amendments=(), effective=None, ends=None, **more):
    return Facts(
        signatures=tuple(text and day(text) for text in signed),
        stages=tuple((day(since), kind) for since, kind in stages),
        amendments=tuple(amendments),
        effective_on=effective and day(effective),
        ends_on=ends and day(ends),
        **more,
    )


def amendment(number, kind, signed_on, effective_on=None, new_end=None):
    return Amendment(
        number,
        kind,
        signed_on and day(signed_on),
        effective_on and day(effective_on),
        new_end and day(new_end),
    )


def told(facts):
    """`state since..until`, joined by "; ", as the examples are written."""
    return "; ".join(f"{row.state} {row.since}..{row.until or ''}" for row in periods(facts))


def state_on(text, facts):
    """The state on a day, as the periods have it; None before the first date known."""
    when = day(text)
    return next(
        (row.state for row in periods(facts) if row.since <= when and (row.until is None or when <= row.until)), None
    )


TWO_SIGNATURES = {"signed": ("2011-04-26", "2011-05-11"), "ends": "2015-05-10"}
SIGNED_AHEAD = {"signed": ("2018-03-12", "2018-03-12"), "effective": "2018-09-01", "ends": "2022-08-31"}
AHEAD = "upcoming 2018-03-12..2018-08-31; "
BIENNIAL = {"signed": ("2000-01-01", "2000-01-01"), "ends": "2001-12-31"}
