"""What happened to an agreement, in order, and its life as a bar: for its public page."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.html import conditional_escape, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from inserm_intl.days import ONE_DAY, shown
from inserm_intl.templatetags.texts import called, in_language, told

from .life import TERMINATED, State
from .models.amendment import CHANGES


@dataclass
class Event:
    """One line: `iso` orders it and `when` shows it at the precision known."""

    kind: str
    iso: str
    when: str
    title: str
    text: str = ""
    url: str = ""
    future: bool = False


def timeline(agreement, kin, day) -> list[Event]:
    """Signatures, entry into force, amendments, suspensions, renewals and the end, oldest first.

    `agreement` comes from `with_details()`, `kin` are public agreements that it renews or is renewed by;
    what lies after the day asked about is `future`.
    """
    events = [*signatures(agreement), *amendments(agreement), *turns(agreement), *renewals(agreement, kin)]
    for event in events:
        event.future = event.iso > day.isoformat()
    return sorted(events, key=lambda event: event.iso)


def joined(separator: str, *parts) -> str:
    """The parts that there are; each keeps the language it is marked with."""
    return format_html_join(separator, "{}", ((part,) for part in parts if part))


def signatures(agreement):
    for party in agreement.shown_parties:
        if party.signed_on:
            place = party.signed_at and _("in %(place)s") % {"place": party.signed_at}
            function = in_language(*told(party, "signatory_function"))
            yield Event(
                "signature",
                party.signed_on.isoformat(),
                shown(party.signed_on, party.signed_on_precision),
                signed_by(party.institution),
                joined(", ", place, function, party.by_delegation and _("by delegation")),
            )


def signed_by(institution):
    """With the institution's name marked where it is in another language than the page."""
    name = conditional_escape(in_language(*called(institution)))
    return mark_safe(_("Signed by %(name)s") % {"name": name})


def amendments(agreement):
    for amendment in agreement.shown_amendments:
        if amendment.signed_on:
            kind, subject = CHANGES[amendment.kind].lower(), in_language(*told(amendment, "subject"))
            effect = amendment.effective_on and _("in effect from %(day)s") % {"day": shown(amendment.effective_on)}
            end = amendment.new_end and _("new last day: %(day)s") % {"day": shown(amendment.new_end)}
            yield Event(
                "termination" if amendment.kind == "termination" else "amendment",
                amendment.signed_on.isoformat(),
                shown(amendment.signed_on),
                _("Amendment %(number)s: %(kind)s") % {"number": amendment.number, "kind": kind},
                joined(" · ", subject, effect, end),
            )


def turns(agreement):
    """The first day in force, suspensions, and the end, at the precision entered."""
    begun = False
    for period in agreement.life:
        since, precision = period.since, "day"
        if period.state == State.IN_FORCE:
            if since == agreement.first_day:
                precision = agreement.first_day_precision
            title = _("In force again") if begun else _("In force")
            yield Event("renewal" if begun else "start", since.isoformat(), shown(since, precision), title)
            begun = True
        elif period.state == State.SUSPENDED:
            yield Event("suspension", since.isoformat(), shown(since), _("Suspended"))
        elif period.state == State.ENDED:
            if agreement.last_day and since - agreement.last_day == ONE_DAY:
                since, precision = agreement.last_day, agreement.last_day_precision
            title = str(period.label) if period.reason == TERMINATED else _("End")
            yield Event("end", since.isoformat(), shown(since, precision), title)
        elif period.state == State.UNKNOWN:
            if since == agreement.first_day:
                precision = agreement.first_day_precision
            # Of a type without a usual duration, the end is unknown from the first day.
            title = _("End of the usual duration, end date not known") if begun else _("Start, end date not known")
            yield Event("other", since.isoformat(), shown(since, precision), title)


def renewals(agreement, kin):
    """The agreement before and the one after."""
    for other in kin:
        if other.pk == agreement.predecessor_id:
            new, title = agreement, _("Renews %(reference)s")
        elif other.predecessor_id == agreement.pk:
            new, title = other, _("Renewed by %(reference)s")
        else:
            continue
        if new.first_day:
            when = shown(new.first_day, new.first_day_precision)
            url = reverse("agreements:agreement", args=[other.reference])
            told = title % {"reference": other.reference}
            yield Event("renewal", new.first_day.isoformat(), when, told, "", url)


def bar(periods, day) -> dict | None:
    """The life drawn from its first year to its last, or to the day asked about; x in percent of the width."""
    if not periods:
        return None
    last = max([day, *(period.until or period.since for period in periods)])
    first_year, last_year = periods[0].since.year, last.year + 1
    start = periods[0].since.replace(month=1, day=1)
    days = (last.replace(month=12, day=31) - start).days + 1

    def at(moment) -> float:
        return round(100 * (moment - start).days / days, 2)

    segments = []
    for period in periods:
        left, right = at(period.since), at(period.until) if period.until else 100.0
        segments.append({"state": period.state, "x": left, "width": round(max(right - left, 0.2), 2)})
    step = max(1, -(-(last_year - first_year) // 6))
    ticks = [{"x": at(start.replace(year=year)), "year": year} for year in range(first_year, last_year, step)]
    label = ". ".join(period.told for period in periods)
    return {"label": label, "segments": segments, "ticks": ticks, "today": at(day)}
