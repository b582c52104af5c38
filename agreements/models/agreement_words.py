"""Agreements in the words of the trade: public, in force, ending within, seen by; and entering many at once."""

from django.db import models, transaction
from django.db.models import Exists, F, OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import Coalesce, Greatest
from django.utils.translation import gettext_lazy as _

from agreements.life import FOREVER, RUNNING, State
from inserm_intl.days import add_months, today
from inserm_intl.references import ReferenceCounter

from .amendment import Amendment
from .derivation import store
from .follow_up import FollowedUp
from .party import Party
from .period import AgreementPeriod
from .watch import watch


class Confidentiality(models.TextChoices):
    PUBLIC = "public", _("Public")
    INTERNAL = "internal", _("Internal")
    RESTRICTED = "restricted", _("Restricted")


# More agreements than these are not looked at one by one.
MANY = 2_000


def newest(rows, day):
    """Of what each agreement's rows had signed by the day, the last."""
    signed = rows.filter(signed_on__lte=day)
    later = Q(signed_on__gt=OuterRef("signed_on")) | Q(signed_on=OuterRef("signed_on"), pk__gt=OuterRef("pk"))
    return signed.filter(~Exists(signed.filter(later, agreement=OuterRef("agreement"))))


class AgreementQuerySet(FollowedUp):
    def public(self, on=None):
        """Published agreements that had begun by the day, or were signed; negotiations only where published.

        What may not be shown today is not shown as of another day either: neither a negotiation given up
        since, nor one whose signature lies ahead.
        """
        day = on or today()
        shown = AgreementPeriod.objects.shown(OuterRef("negotiation_published")).filter(agreement=OuterRef("pk"))
        found = self.filter(Exists(shown.on(day)), published=True, confidentiality=Confidentiality.PUBLIC)
        return found if day == today() else found.filter(Exists(shown.on(today())))

    def having(self, on=None, **party):
        """Of public agreements, those with a party like that whose institution is public."""
        rows = Party.objects.of_public_institutions(on).filter(agreement=OuterRef("pk"), **party)
        return self.filter(Exists(rows))

    def in_state(self, *states, on=None):
        """Agreements in one of the states on the day (default: today in Paris)."""
        periods_on = AgreementPeriod.objects.on(on or today())
        return self.filter(Exists(periods_on.filter(agreement=OuterRef("pk"), state__in=states)))

    def under_revision(self, on=None):
        """In force on the day, and being revised since that day or before."""
        return self.in_state(State.IN_FORCE, on=on).filter(under_revision_since__lte=on or today())

    def in_force_during(self, first, last):
        """Agreements in force on at least one day from first to last, both included."""
        running = AgreementPeriod.objects.during(first, last).filter(state=State.IN_FORCE)
        return self.filter(Exists(running.filter(agreement=OuterRef("pk"))))

    def ending_within(self, months: int, on=None):
        """Running on the day, with a last day (after signed amendments) within so many months."""
        return self.ending_by(add_months(on or today(), months) or FOREVER, on)

    def ending_by(self, last, on=None):
        """Running on the day, with a last day (after signed amendments) from then to `last`, included."""
        day = on or today()
        return self.in_state(*RUNNING, on=day).filter(last_day__range=(day, last))

    def seen_by(self, user):
        """What a member of staff may read: restricted agreements need their own permission."""
        if user.has_perm("agreements.see_restricted"):
            return self.all()
        return self.exclude(confidentiality=Confidentiality.RESTRICTED)

    def at_level(self, level: str, on=None):
        """What those may know of who read up to that level of confidentiality; of the public one, as of a day."""
        if level == Confidentiality.PUBLIC:
            return self.public(on)
        return (
            self.all()
            if level == Confidentiality.RESTRICTED
            else self.exclude(confidentiality=Confidentiality.RESTRICTED)
        )

    def with_state(self, on=None):
        """Bring each agreement's period of the day, as `shown_periods`, in one query."""
        return self.select_related("instrument").prefetch_related(
            Prefetch("periods", AgreementPeriod.objects.on(on or today()), to_attr="shown_periods")
        )

    def shown(self, on=None):
        """What a list of agreements shows, in three queries: state of the day and public parties."""
        parties = Party.objects.public(on).select_related("institution__country")
        return self.with_state(on).prefetch_related(Prefetch("parties", parties, to_attr="shown_parties"))

    def with_details(self, on=None, *, draft: bool = False):
        """What an agreement's own page shows: of a draft everything, else what is public."""
        parties = Party.objects.all() if draft else Party.objects.public(on)
        amendments = Amendment.objects.all() if draft else Amendment.objects.filter(signed_on__isnull=False)
        periods = (
            AgreementPeriod.objects.all()
            if draft
            else AgreementPeriod.objects.shown(F("agreement__negotiation_published"))
        )
        return self.select_related("instrument").prefetch_related(
            "themes",
            "units",
            Prefetch("parties", parties.select_related("institution__country"), to_attr="shown_parties"),
            Prefetch("amendments", amendments, to_attr="shown_amendments"),
            Prefetch("periods", periods, to_attr="life"),
        )

    def running_first(self, on=None):
        """Agreements in force on the day, then the others, the newest first in each."""
        running = AgreementPeriod.objects.on(on or today()).filter(agreement=OuterRef("pk"), state__in=RUNNING)
        return self.annotate(running=Exists(running)).order_by(
            "-running", F("first_day").desc(nulls_last=True), "reference"
        )

    def last_heard_of(self, most: int, on=None):
        """Those to which something public happened last, by the day: each with that day, `latest_day`.

        That is a turn of its life, or a signature of the agreement or of an amendment. Of many agreements,
        whoever is among the last is so by one of the three: each is read by its days, no further than needed.
        """
        day = on or today()
        signatures, amendments = Party.objects.of_public_institutions(on), Amendment.objects.all()
        happened = [
            (AgreementPeriod.objects.on(day), "since"),
            (newest(signatures, day), "signed_on"),
            (newest(amendments, day), "signed_on"),
        ]
        asked = self.order_by().values_list("pk", flat=True)
        keys = set(asked[: MANY + 1])
        if len(keys) > MANY:
            last = [
                rows.filter(agreement__in=asked).order_by(f"-{name}", "agreement__reference") for rows, name in happened
            ]
            keys = {key for rows in last for key in rows.values_list("agreement", flat=True)[:most]}
        turn, *signed = (
            Subquery(rows.filter(agreement=OuterRef("pk")).values(name), output_field=models.DateField())
            for rows, name in happened
        )
        latest_day = Greatest(turn, *(Coalesce(day_signed, turn) for day_signed in signed))
        found = self.filter(pk__in=keys).annotate(latest_day=latest_day)
        return found.order_by("-latest_day", "reference")[:most]

    @transaction.atomic
    def enter(self, agreements, *, parties=(), stages=(), amendments=()):
        """Insert many agreements with their rows at once: references given, periods built."""
        ReferenceCounter.name(agreements)
        entered = self.bulk_create(agreements, batch_size=1000)
        for rows in (parties, stages, amendments):
            for row in rows:
                row.agreement = row.agreement  # its key is known now
            if rows:
                type(rows[0]).objects.bulk_create(rows, batch_size=1000)
        self.model.objects.filter(pk__in=[agreement.pk for agreement in entered]).rebuild_periods()
        return entered

    @transaction.atomic
    def rebuild_periods(self) -> int:
        """Store again what each agreement's facts say, its deadlines too; return of how many the life had changed."""
        changed = 0
        keys = list(self.order_by("pk").values_list("pk", flat=True))
        for first in range(0, len(keys), 500):
            batch = self.model.objects.filter(pk__in=keys[first : first + 500]).order_by("pk")
            locked = list(batch.select_for_update(of=("self",)).with_facts())
            changed += store(locked)
            watch(locked)
        return changed

    def with_facts(self):
        """Everything that `derivation` reads, in a constant number of queries."""
        rows = self.select_related("instrument", "renewed_by")
        return rows.prefetch_related("parties", "stages", "amendments", "periods")
