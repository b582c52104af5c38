"""The answer to a report's question, as plain values: what is shown, and, frozen, what is kept.

Names are kept as they are now, in French; countries and kinds by their codes.
"""

from django.core.exceptions import ValidationError
from django.db.models import Prefetch, Q
from django.http import QueryDict
from django.utils.translation import gettext as _

from agreements.filters import ActivityFilterSet, AgreementFilterSet
from agreements.filters.staff import StaffActivityFilterSet, StaffAgreementFilterSet
from agreements.models import Agreement, Confidentiality, Party
from agreements.models.activity import Status
from agreements.models.party import Side

from .money import money
from .movements import Movement, Span, moved

MOST_AGREEMENTS = 10_000
# What the two days of the report say already.
OF_DAYS = ("on", "year", "state", "sort")
FORMAT = 1


def question_of(report):
    """The report's question as of its last day, put to what its level shows."""
    asked = QueryDict(report.question, mutable=True)
    asked["on"] = report.until.isoformat()
    if report.level == Confidentiality.PUBLIC:
        return AgreementFilterSet(asked)
    return StaffAgreementFilterSet(asked, Agreement.objects.at_level(report.level))


def answer(report) -> dict:
    """In a constant number of queries. Raise ValidationError where the question cannot be answered."""
    question, span = question_of(report), Span(report.since, report.until)
    if question.errors:
        raise ValidationError([str(text) for texts in question.errors.values() for text in texts])
    asked = question.qs.order_by("reference").in_force_during(*span)
    rows = list(with_lives(asked, report)[: MOST_AGREEMENTS + 1])
    if len(rows) > MOST_AGREEMENTS:
        told = {"most": MOST_AGREEMENTS}
        raise ValidationError(_("More than %(most)s agreements: narrow the question.") % told)
    told = [told_of(row, before, after, span) for row, before, after in with_kin(rows, report)]
    return {
        "format": FORMAT,
        "agreements": told,
        "counts": counts(told),
        "money": money(rows, span) if report.level == Confidentiality.RESTRICTED else None,
        "activities": activities(question, report, span),
    }


def with_lives(agreements, report):
    parties = Party.objects.filter(side=Side.PARTNER)
    if report.level == Confidentiality.PUBLIC:
        parties = parties.of_public_institutions(report.until)
    shown = Prefetch("parties", parties.select_related("institution__country"), to_attr="partners_told")
    return agreements.select_related("instrument").prefetch_related("periods", "amendments", shown)


def with_kin(rows, report):
    """Each with the agreement before it and the one after it, where the report may name them."""
    keys = [row.pk for row in rows]
    before = [row.predecessor_id for row in rows if row.predecessor_id]
    known = Agreement.objects.at_level(report.level, report.until).order_by()
    kin = list(known.filter(Q(pk__in=before) | Q(predecessor__in=keys)).prefetch_related("periods"))
    by_key, by_predecessor = {row.pk: row for row in kin}, {row.predecessor_id: row for row in kin}
    return [(row, by_key.get(row.predecessor_id), by_predecessor.get(row.pk)) for row in rows]


def told_of(agreement, predecessor, successor, span) -> dict:
    move = moved(agreement, span, predecessor, successor)
    partners = [party.institution for party in agreement.partners_told]
    return {
        "reference": agreement.reference,
        "title": agreement.title_fr or agreement.title_en or "",
        "instrument": agreement.instrument.code,
        "partners": [institution.name_fr or institution.name_en for institution in partners],
        "countries": sorted({institution.country_id for institution in partners}),
        "movement": move.movement,
        "how": move.how,
        "on": iso(move.on),
        "by": move.by,
        "first_day": iso(agreement.first_day),
        "first_day_precision": agreement.first_day_precision,
        "last_day": iso(agreement.last_day),
        "last_day_precision": agreement.last_day_precision,
        "invented": agreement.invented,
    }


def iso(day) -> str:
    return day.isoformat() if day else ""


def counts(told) -> dict[str, int]:
    """How many moved in each way, and were in force on the first and on the last day."""
    found = {str(movement): 0 for movement in Movement}
    for row in told:
        found[row["movement"]] += 1
    both = found[Movement.STAYED] + found[Movement.EXTENDED]
    found["first"] = both + found[Movement.LEFT] + found[Movement.HANDED_OVER]
    found["last"] = both + found[Movement.ENTERED] + found[Movement.TAKING_OVER]
    found["renewed"] = found[Movement.EXTENDED] + found[Movement.TAKING_OVER]
    return found


def activities(question, report, span) -> list[dict] | None:
    """Those held that began within the span; None where the question asks what activities do not know."""
    public = report.level == Confidentiality.PUBLIC
    asked = question.put_to(ActivityFilterSet if public else StaffActivityFilterSet)
    if question.asked.keys() - asked.filters.keys():
        return None
    held = asked.qs.filter(status=Status.HELD, starts_on__gt=span.first, starts_on__lte=span.last)
    return [
        {
            "reference": row.reference,
            "title": row.title_fr or row.title_en or "",
            "kind": row.kind,
            "country": row.country_id,
            "starts_on": iso(row.starts_on),
            "starts_on_precision": row.starts_on_precision,
            "invented": row.invented,
        }
        for row in held.order_by("starts_on", "reference")[: MOST_AGREEMENTS + 1]
    ]
