"""Deadlines in the words of the trade: open, overdue, whose they are, who may see them."""

from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from agreements.deadlines.due import Kind
from inserm_intl.days import today
from inserm_intl.records import RowQuerySet

KINDS = {
    Kind.REPORT: _("Report due"),
    Kind.NOTICE: _("Last day to give notice"),
    Kind.EXPIRY: _("Expiry"),
    Kind.CLOSING: _("Call closes"),
    Kind.SIGNATURE: _("Signature pending"),
    Kind.PROMISE: _("To do"),
}
# Whoever it was handed to; else the case officer of the agreement, or of that under which the call stands.
RESPONSIBLE = Coalesce("officer", "agreement__officer", "call__programme__agreement__officer")


class DeadlineQuerySet(RowQuerySet):
    def public(self, on=None):
        """Never: deadlines are for staff."""
        return self.none()

    def open(self):
        """Neither done nor without object any more."""
        return self.filter(done_on=None, lapsed_on=None)

    def awake(self, on=None):
        """Not put off until a later day."""
        return self.filter(Q(snoozed_until=None) | Q(snoozed_until__lte=on or today()))

    def due_by(self, day):
        """Due on the day or before it."""
        return self.filter(due_on__lte=day)

    def overdue(self, on=None):
        """Open, and due before the day (default: today in Paris)."""
        return self.open().filter(due_on__lt=on or today())

    def of(self, user):
        """Those that the user answers for: handed to them, or of their agreements and of the calls under these."""
        return self.alias(answers=RESPONSIBLE).filter(answers=user.pk)

    def of_nobody(self):
        return self.alias(answers=RESPONSIBLE).filter(answers=None)

    def seen_by(self, user):
        """Without those of restricted agreements, unless the user may see these."""
        agreements = self.model.agreement.field.related_model.objects.seen_by(user)
        return self.filter(Q(agreement=None) | Q(agreement__in=agreements))

    def derived(self):
        return self.exclude(kind=Kind.PROMISE)

    def told(self):
        """What `subject`, `responsible` and a list need, in one query."""
        return self.select_related(
            "officer", "agreement__officer", "call__programme__agreement__officer", "institution", "country"
        )
