"""Days of an agreement that do not fit: its own, those of its chain, those of its framework.

The same rules as `agreements.expectations`, asked of all agreements at once.
"""

from django.db.models import Case, DateField, F, Func, Q, When
from django.db.models.functions import Coalesce

from agreements.models import Confidentiality
from inserm_intl.days import ONE_DAY, Precision

MOST_RENEWALS_ALLOWED = 4


class AddMonths(Func):
    """`inserm_intl.days.add_months` in the database: clipped to the last day of the month."""

    output_field = DateField()

    def as_sqlite(self, compiler, connection, **context):
        day, months = self.source_expressions
        (day_sql, day_params), (months_sql, months_params) = compiler.compile(day), compiler.compile(months)
        sql = (
            f"min(date({day_sql}, {months_sql} || ' months'),"
            f" date({day_sql}, 'start of month', ({months_sql} + 1) || ' months', '-1 day'))"
        )
        return sql, [*day_params, *months_params, *day_params, *months_params]

    def as_postgresql(self, compiler, connection, **context):
        return self.as_sql(
            compiler, connection, template="(%(expressions)s))::date", arg_joiner=" + make_interval(months => "
        )


def begins(prefix=""):
    return Coalesce(f"{prefix}effective_on", f"{prefix}first_day", output_field=DateField())


def ends(prefix=""):
    return Coalesce(f"{prefix}last_day", f"{prefix}ends_on", output_field=DateField())


def precision_of_beginning():
    return Case(When(effective_on__isnull=False, then=F("effective_on_precision")), default=F("first_day_precision"))


def precision_of_end(prefix=""):
    known = When(**{f"{prefix}last_day__isnull": False}, then=F(f"{prefix}last_day_precision"))
    return Case(known, default=F(f"{prefix}ends_on_precision"))


def told_of(kin: str) -> Q:
    """Whether all who see the agreement may know the days of its kin."""
    restricted = Confidentiality.RESTRICTED
    return Q(confidentiality=restricted) | ~Q(**{f"{kin}__confidentiality": restricted})


def chained(rows):
    """Agreements that renew one whose days may be told, with what is known of both."""
    return rows.filter(told_of("predecessor"), predecessor__isnull=False).alias(
        begins=begins(),
        before_ends=ends("predecessor__"),
        begins_precision=precision_of_beginning(),
        before_ends_precision=precision_of_end("predecessor__"),
    )


def gaps(rows):
    vague = Q(begins_precision=Precision.ABOUT) | Q(before_ends_precision=Precision.ABOUT)
    return chained(rows).filter(~vague, begins__gt=F("before_ends") + ONE_DAY)


def overlaps(rows):
    known = Q(begins_precision=Precision.DAY, before_ends_precision=Precision.DAY)
    return chained(rows).filter(known, begins__lte=F("before_ends"))


def outside_framework(rows):
    rows = rows.filter(told_of("parent"), parent__isnull=False).alias(begins=begins(), ends=ends())
    later = Q(parent__last_day__isnull=False) & (Q(open_ended=True) | Q(ends__gt=F("parent__last_day")))
    return rows.filter(later | Q(begins__lt=F("parent__first_day")))


def of_unusual_duration(rows):
    """More than a month off what the type usually lasts; a year, where years alone are known."""
    vague = Q(effective_on_precision__in=[Precision.YEAR, Precision.ABOUT]) | Q(
        ends_on_precision__in=[Precision.YEAR, Precision.ABOUT]
    )
    rows = rows.filter(ends_on__isnull=False, instrument__default_months__isnull=False)
    rows = rows.alias(following=AddMonths(begins(), F("instrument__default_months")))
    off = {
        days: Q(ends_on__gt=F("following") + (days - 1) * ONE_DAY)
        | Q(ends_on__lt=F("following") - (days + 1) * ONE_DAY)
        for days in (31, 366)
    }
    return rows.filter((~vague & off[31]) | (vague & off[366]))


def renewed_too_often(rows):
    """Their chain is longer than the type allows; types that allow more than four renewals are not looked at."""
    too_often = Q(pk__in=[])
    for allowed in range(MOST_RENEWALS_ALLOWED + 1):
        first = "__".join(["predecessor"] * (allowed + 1))
        too_often |= Q(instrument__renewals_max=allowed, **{f"{first}__isnull": False})
    return rows.filter(too_often)


def of_unknown_end(rows):
    return rows.filter(first_day__isnull=False, last_day=None, open_ended=False, ends_on=None)
