"""What an office follows up: whose desk a negotiation is on, who has not signed, whose original is awaited."""

from django.db.models import Exists, OuterRef, Q, Subquery

from agreements.life import State
from inserm_intl.days import add_months, today
from inserm_intl.records import RowQuerySet

from .party import Party, Role
from .period import AgreementPeriod
from .stage import Stage, StageKind

# An original that did not come in two years of its signature is history, not work.
ORIGINALS_AWAITED_MONTHS = 24


class FollowedUp(RowQuerySet):
    """Words of the agreements' QuerySet, of today."""

    def with_current_stage(self):
        """Bring the last line of the log as `stage_kind`, `stage_since`, `stage_desk`; and the last note written."""
        last = Stage.objects.current()
        return self.annotate(
            stage_kind=Subquery(last.values("kind")[:1]),
            stage_since=Subquery(last.values("since")[:1]),
            stage_desk=Subquery(last.values("desk")[:1]),
            stage_note=Subquery(last.exclude(note="").values("note")[:1]),
        )

    def undated(self):
        """Of which no date is known that says anything of today."""
        return self.filter(~Exists(AgreementPeriod.objects.on(today()).filter(agreement=OuterRef("pk"))))

    def awaiting_signature(self):
        """Not signed by all, nor given up: some have signed, or the log says that they are about to."""
        parties = Party.objects.filter(role=Role.PARTY)
        settled = AgreementPeriod.objects.on(today()).exclude(state=State.UNDER_DISCUSSION)
        last = Stage.objects.current().values("kind")[:1]
        return self.alias(last_stage=Subquery(last)).filter(
            Q(Exists(parties.filter(agreement=OuterRef("pk"), signed_on__isnull=False)))
            | Q(last_stage=StageKind.AWAITING_SIGNATURE),
            ~Exists(settled.filter(agreement=OuterRef("pk"))),
            pk__in=parties.filter(signed_on=None).values("agreement"),
        )

    def awaiting_originals(self):
        """Those that a party signed in the last two years without its original having been received."""
        since = add_months(today(), -ORIGINALS_AWAITED_MONTHS)
        missing = Party.objects.filter(role=Role.PARTY, originals_received=False, signed_on__gte=since)
        return self.filter(pk__in=missing.values("agreement"))
