"""What will not be completed: dismissed and brought back on the board, kept with its reason and its history."""

from django.contrib import admin
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from reversion import create_revision, set_user

from agreements.incomplete import Kind
from agreements.models import Agreement, Dismissal
from inserm_intl.days import today
from inserm_intl.record_admin import GuardedLists, GuardedVersions, KeepsHistory, RefusesStaleEdits


@admin.register(Dismissal)
class DismissalAdmin(RefusesStaleEdits, KeepsHistory, GuardedLists, GuardedVersions):
    """Only the reason is changed here: whether it stands is decided on the board, by the facts of the day."""

    list_display = ("kind", "record", "why", "officer", "dismissed_on", "standing")
    list_filter = ("kind", "standing")
    list_select_related = ("agreement", "institution", "officer")
    fields = ("kind", "record", "why", "facts", "officer", "dismissed_on", "standing")
    readonly_fields = ("kind", "record", "facts", "officer", "dismissed_on", "standing")

    @admin.display(description=_("record"))
    def record(self, dismissal):
        return dismissal.agreement or dismissal.institution

    def get_queryset(self, request):
        seen = Agreement.objects.seen_by(request.user)
        return super().get_queryset(request).filter(Q(agreement=None) | Q(agreement__in=seen))

    def has_add_permission(self, request):
        """Never by a form of its own."""
        return False

    def may_dismiss(self, request) -> bool:
        return super().has_add_permission(request) and self.has_change_permission(request)

    @transaction.atomic
    def dismiss(self, request, kind: Kind, keys, why: str) -> int:
        """Those of the records that are waiting; each in a revision of its own."""
        return sum(self.dismiss_one(request, kind, key, why) for key in keys)

    @create_revision()
    def dismiss_one(self, request, kind, key, why) -> bool:
        set_user(request.user)
        waiting = kind.waiting(request.user).order_by().select_for_update(of=("self",))
        record = waiting.filter(pk=key).first()
        if record is None:
            return False
        found = Dismissal.objects.filter(kind=kind.lack, **{kind.record: record}).first()
        dismissal = found or Dismissal(kind=kind.lack, **{kind.record: record})
        dismissal.why, dismissal.facts, dismissal.officer = why, record.facts, request.user
        dismissal.dismissed_on, dismissal.standing = today(), True
        dismissal.version += bool(found)
        dismissal.save()
        if found:
            self.log_change(request, dismissal, changed("why", "dismissed_on"))
        else:
            self.log_addition(request, dismissal, [{"added": {}}])
        return True

    @transaction.atomic
    def bring_back(self, request, kind: Kind, keys) -> int:
        return sum(self.bring_one_back(request, kind, key) for key in keys)

    @create_revision()
    def bring_one_back(self, request, kind, key) -> bool:
        set_user(request.user)
        dismissed = kind.dismissed(request.user).order_by().select_for_update(of=("self",))
        record = dismissed.filter(pk=key).first()
        if record is None:
            return False
        dismissal = Dismissal.objects.get(kind=kind.lack, **{kind.record: record})
        dismissal.standing = False
        dismissal.version += 1
        dismissal.save()
        self.log_change(request, dismissal, changed("standing"))
        return True


def changed(*names: str) -> list[dict]:
    with override(None):
        labels = [str(Dismissal._meta.get_field(name).verbose_name) for name in names]
    return [{"changed": {"fields": labels}}]
