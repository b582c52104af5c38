"""What stands in an agreement, or does not: its parties, its texts, what happens under it."""

from django.db.models import Count, Exists, F, OuterRef, Q, Subquery, TextField
from django.db.models.functions import Cast, Coalesce

from agreements.life import State
from agreements.models import Activity, Agreement, Document, Party
from agreements.models.activity import Status
from agreements.models.document import DocumentKind
from agreements.models.party import Role, Side
from inserm_intl.days import add_months, today
from inserm_intl.records import filled

QUIET_MONTHS = 24
of_agreement = Party.objects.filter(agreement=OuterRef("pk"))
signing = of_agreement.filter(role=Role.PARTY)


def number(rows, what: str = "pk"):
    """How many different values the agreement's rows have; 0 without rows."""
    counted = rows.order_by().values("agreement").annotate(number=Count(what, distinct=True))
    return Coalesce(Subquery(counted.values("number")), 0)


COUNTED = {
    "parties": number(signing),
    "countries": number(signing, "institution__country"),
    "laboratories": number(of_agreement.exclude(laboratory=""), "laboratory")
    + number(Agreement.units.through.objects.filter(agreement=OuterRef("pk"))),
    "sides": number(signing, "side"),
}


def of_unexpected_composition(rows):
    rows = rows.alias(**{f"number_of_{name}": number for name, number in COUNTED.items()})
    unexpected = Q(instrument__sides_expected__gt=F("number_of_sides"))
    for name in ("parties", "countries", "laboratories"):
        counted = F(f"number_of_{name}")
        unexpected |= Q(**{f"instrument__{name}_min__gt": counted}) | Q(**{f"instrument__{name}_max__lt": counted})
    return rows.filter(unexpected)


def without_signed_text(rows):
    """Signed, but the signed text is not among its documents."""
    signed = Document.objects.filter(kind=DocumentKind.SIGNED, agreement=OuterRef("pk"))
    return rows.filter(~Exists(signed), first_day__isnull=False)


def languages():
    """The codes of the authentic languages, as text on both databases."""
    return Cast("authentic_languages", TextField())


def without_french_text(rows):
    known = rows.alias(languages=languages()).exclude(languages="[]")
    return known.exclude(languages__contains='"fr"')


def untitled(language: str):
    def found(rows):
        return rows.filter(~filled(f"title_{language}"), published=True)

    return found


def with_a_hidden_side(rows):
    """Published with two sides, of one of which no institution is."""
    hidden = Q()
    for side in Side.values:
        rows = rows.filter(Exists(signing.filter(side=side)))
        hidden |= ~Exists(of_agreement.filter(side=side, institution__published=True))
    return rows.filter(hidden, published=True)


def activities():
    """What happened, or is to, under the agreement at hand or one of its programmes."""
    own = Q(agreement=OuterRef("pk")) | Q(programme__agreement=OuterRef("pk"))
    return Activity.objects.filter(own).exclude(status=Status.CANCELLED)


def last_activity():
    return Subquery(activities().order_by("-starts_on").values("starts_on")[:1])


def without_activity(rows):
    """In force today and for two years, in which nothing happened."""
    since = add_months(today(), -QUIET_MONTHS)
    quiet = ~Exists(activities().filter(starts_on__gte=since))
    return rows.in_state(State.IN_FORCE).filter(quiet, first_day__lte=since)


def without_ror_id(rows):
    """Partners abroad, of today: neither prospects nor what another has succeeded."""
    return rows.abroad().filter(ror_id=None, prospect=False, successor=None)
