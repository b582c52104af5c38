"""What stands in an agreement, or does not: its parties, its texts, what happens under it."""

from django.db.models import Count, Exists, F, OuterRef, Q, Subquery, TextField
from django.db.models.functions import Cast

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


def different(what: str, only: Q):
    return Count(what, only, distinct=True)


signs, names_a_laboratory = Q(parties__role=Role.PARTY), ~Q(parties__laboratory="")
COUNTS = {
    "parties": different("parties", signs),
    "countries": different("parties__institution__country", signs),
    "laboratories": different("parties__laboratory", names_a_laboratory) + Count("units", distinct=True),
    "sides": different("parties__side", signs),
}


def counted(name: str):
    """The number of the agreement at hand, for the few that are shown."""
    alone = Agreement.objects.filter(pk=OuterRef("pk")).order_by().values("pk")
    return Subquery(alone.annotate(counted=COUNTS[name]).values("counted"))


def of_unexpected_composition(rows):
    """Each table is read once, however many agreements there are."""
    grouped = rows.order_by().values("pk").alias(**{f"number_of_{name}": count for name, count in COUNTS.items()})
    unexpected = Q(instrument__sides_expected__gt=F("number_of_sides"))
    for name in ("parties", "countries", "laboratories"):
        number = F(f"number_of_{name}")
        unexpected |= Q(**{f"instrument__{name}_min__gt": number}) | Q(**{f"instrument__{name}_max__lt": number})
    return rows.filter(pk__in=grouped.filter(unexpected))


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
