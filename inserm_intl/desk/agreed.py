"""Chapters on what was agreed with a country: in force, under negotiation, drafts, ended; and the money."""

from functools import partial

from django.db.models import Exists, F, OuterRef, Prefetch, Q, Sum
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.admin.columns import standing
from agreements.admin.filters import with_party_in
from agreements.life import State
from agreements.models import Agreement, Contribution, Party, Stage
from agreements.models.party import Side
from agreements.templatetags.lives import span
from inserm_intl.days import shown
from inserm_intl.record_admin.officers import name_of
from inserm_intl.templatetags.texts import told
from partners.models import Country

from .chapter import MOST, Asked, Chapter, first_of
from .line import Line, address

MOST_NOTES = 5
WITHOUT_DATE = "none"  # as the list of agreements calls it


def agreements(asked: Asked, state: str):
    """Those with a party in the country that are in a state today, as the list of agreements finds them."""
    seen = with_party_in(Agreement.objects.seen_by(asked.user), Country.objects.filter(pk=asked.country.pk))
    rows = seen.undated() if state == WITHOUT_DATE else seen.in_state(state)
    parties = Party.objects.filter(side=Side.PARTNER).select_related("institution")
    newest_first = rows.order_by(F("first_day").desc(nulls_first=True), "reference")
    return newest_first.select_related("instrument", "officer").prefetch_related(
        Prefetch("parties", parties, to_attr="partners_listed")
    )


def line(agreement, *cells) -> Line:
    title, language = told(agreement, "title")
    name = f"{agreement.reference} – {agreement.acronym or title}"
    url = address(Agreement, "change", agreement.pk)
    return Line(url, name, [partners(agreement), *cells], language if title else "", agreement.invented)


def partners(agreement) -> str:
    return ", ".join(str(party.institution) for party in agreement.partners_listed)


def officer(agreement) -> str:
    return name_of(agreement.officer) if agreement.officer else ""


def in_state(asked: Asked, state: str, heading, empty="") -> Chapter | None:
    """Left out where there is nothing, unless a sentence says so."""
    if not asked.may("agreements.view_agreement"):
        return None
    rows, count = first_of(agreements(asked, state))
    return Chapter(
        state,
        str(heading),
        [_("Agreement"), _("Partners"), _("Dates"), _("Case officer")],
        [line(row, span(row), officer(row)) for row in rows],
        count,
        str(empty),
        asked.list_of(Agreement, state=state),
    )


def negotiated(asked: Asked) -> Chapter | None:
    """On whose desk, for how many days, and the sticking points: what was noted, the newest first."""
    if not asked.may("agreements.view_agreement"):
        return None
    log = Prefetch("stages", Stage.objects.exclude(note="").order_by("-since", "-pk"), to_attr="noted")
    found = agreements(asked, State.UNDER_DISCUSSION).with_current_stage().prefetch_related(log)
    rows, count = first_of(found.order_by("stage_since", "reference"))
    return Chapter(
        "negotiations",
        _("Under negotiation"),
        [_("Agreement"), _("Partners"), _("On whose desk"), _("Notes and sticking points"), _("Case officer")],
        [line(row, standing(row), notes(row), officer(row)) for row in rows],
        count,
        _("No negotiation is going on."),
        asked.list_of(Agreement, state=State.UNDER_DISCUSSION),
    )


def notes(agreement) -> str:
    noted = [f"{shown(stage.since)} – {stage.note}" for stage in agreement.noted[:MOST_NOTES]]
    return "\n".join(filter(None, [*noted, agreement.internal_note]))


def money(asked: Asked) -> Chapter | None:
    """What the French side gives to the agreements with the country, and what the country's own parties give."""
    if not asked.may_see_money:
        return None
    here = Q(party__side=Side.PARTNER, party__institution__country=asked.country)
    with_country = Party.objects.filter(institution__country=asked.country, agreement=OuterRef("party__agreement"))
    rows = Contribution.objects.filter(
        Q(party__side=Side.FRENCH) | here,
        Exists(with_country),
        party__agreement__in=Agreement.objects.seen_by(asked.user),
    )
    sums = rows.order_by().values("year", "party__side", "currency", invented=F("party__agreement__invented")).annotate(
        given=Sum("amount"), months=Sum("researcher_months")
    )  # fmt: skip
    sums = sums.order_by("-year", "party__side", "currency", "invented")[:MOST]
    lines = [money_line(row) for row in sums]
    return Chapter(
        "money",
        _("Money by year (restricted)"),
        [_("Year"), _("Side"), _("Amount"), _("Researcher-months")],
        lines,
        len(lines),
        _("No contribution is entered."),
        caution=_("The French side’s part in an agreement with several countries is counted with each of them."),
    )


def money_line(row) -> Line:
    months = row["months"]
    amount = "" if row["given"] is None else f"{number_format(row['given'], 2, force_grouping=True)} {row['currency']}"
    cells = [str(Side(row["party__side"]).label), amount, "" if months is None else number_format(months, 1)]
    return Line("", str(row["year"]), cells, invented=row["invented"])


def of(state: str, heading, empty=""):
    return partial(in_state, state=state, heading=heading, empty=empty)


RUNNING = [
    of(State.IN_FORCE, gettext_lazy("In force"), gettext_lazy("No agreement is in force.")),
    of(State.UPCOMING, gettext_lazy("Signed, not yet in force")),
    of(State.SUSPENDED, gettext_lazy("Suspended")),
]
PAST = [
    of(WITHOUT_DATE, gettext_lazy("Drafts, without any date yet")),
    of(State.UNKNOWN, gettext_lazy("End date not known")),
    of(State.ENDED, gettext_lazy("Ended")),
    of(State.NOT_PURSUED, gettext_lazy("Not pursued")),
]
