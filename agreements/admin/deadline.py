"""Deadlines: the officer's own first; what was promised is entered here, what the register derives is followed."""

from django.contrib import admin
from django.db.models import Case, Q, Value, When
from django.db.models.lookups import Exact
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from agreements.deadlines.milestones import to_come
from agreements.models import Agreement, Call, Deadline
from agreements.models.deadline_words import KINDS, RESPONSIBLE
from inserm_intl.days import shown, today
from inserm_intl.record_admin import Choice, HasOfficer, SearchesFolded, UntranslatedRecordAdmin
from inserm_intl.record_admin.officers import name_of
from partners.models import Institution

from .deadline_acts import DeadlineActs
from .deadline_form import DeadlineForm
from .seen import SeesAgreements


class WhoseFilter(Choice):
    """As their reminders go: whoever they were handed to, else the case officer of the agreement."""

    title = gettext_lazy("case officer")
    parameter_name = "officer"

    def lookups(self, request, model_admin):
        return [("me", _("Mine")), ("nobody", _("Nobody’s"))]

    def narrow(self, queryset, value):
        return queryset.of(self.request.user) if value == "me" else queryset.of_nobody()


class StandingFilter(Choice):
    title = gettext_lazy("standing")
    parameter_name = "standing"

    def lookups(self, request, model_admin):
        return [
            ("open", pgettext("deadlines", "Open")),
            ("overdue", _("Overdue")),
            ("put-off", _("Put off")),
            ("done", pgettext("deadlines", "Done")),
            ("lapsed", _("Without object")),
        ]

    def narrow(self, queryset, value):
        if value == "open":
            return queryset.open()
        if value == "overdue":
            return queryset.overdue()
        if value == "put-off":
            return queryset.open().filter(snoozed_until__gt=today())
        return queryset.exclude(**{f"{value}_on": None})


class KindFilter(Choice):
    title = gettext_lazy("kind")
    parameter_name = "kind"

    def lookups(self, request, model_admin):
        return [(kind.value, label) for kind, label in KINDS.items()]

    def narrow(self, queryset, value):
        return queryset.filter(kind=value)


@admin.register(Deadline)
class DeadlineAdmin(DeadlineActs, SearchesFolded, HasOfficer, SeesAgreements, UntranslatedRecordAdmin):
    form = DeadlineForm
    actions = ("close", "snooze", "hand_over", "acknowledge")
    list_display = ("heading", "due", "in_charge", "standing")
    list_filter = (WhoseFilter, StandingFilter, KindFilter)
    sortable_by = ("due",)
    search_help_text = gettext_lazy("What is to do, agreement, call, institution or country.")
    autocomplete_fields = ("agreement", "institution", "country")
    readonly_fields = ("about", "kind", "due", "standing", "done_by", "ledger")

    def get_queryset(self, request):
        return super().get_queryset(request).seen_by(request.user)

    def get_ordering(self, request):
        """Open ones first; of these one's own, the next to fall due at the top."""
        closed = Case(When(done_on=None, lapsed_on=None, then=Value(0)), default=Value(1))
        others = Case(When(Exact(RESPONSIBLE, Value(request.user.pk)), then=Value(0)), default=Value(1))
        return (closed, others, "due_on", "pk")

    def in_list(self, queryset):
        return queryset.told()

    def holding(self, word):
        return (
            Q(folded__contains=word)
            | Q(agreement__in=Agreement.objects.filter(folded__contains=word))
            | Q(call__in=Call.objects.filter(folded__contains=word))
            | Q(institution__in=Institution.objects.named(word))
            | Q(country__folded__contains=word)
        )

    @admin.display(description=gettext_lazy("deadline"))
    def heading(self, deadline):
        return deadline.heading

    @admin.display(description=gettext_lazy("due on"), ordering="due_on")
    def due(self, deadline):
        return deadline.due_shown

    @admin.display(description=gettext_lazy("in charge"))
    def in_charge(self, deadline):
        return deadline.responsible and name_of(deadline.responsible)

    @admin.display(description=gettext_lazy("standing"))
    def standing(self, deadline):
        """ "Done on 3 March 2026", "without object since…", "put off until…", "overdue", or open."""
        if deadline.done_on:
            return _("done on %(day)s") % {"day": shown(deadline.done_on)}
        if deadline.lapsed_on:
            return _("without object since %(day)s") % {"day": shown(deadline.lapsed_on)}
        if deadline.snoozed_until and deadline.snoozed_until > today():
            return _("put off until %(day)s") % {"day": shown(deadline.snoozed_until)}
        return format_html("<strong>{}</strong>", _("overdue")) if deadline.due_on < today() else _("open")

    @admin.display(description=gettext_lazy("concerns"))
    def about(self, deadline):
        """The agreement or the call from which it is derived."""
        record = deadline.agreement or deadline.call
        name = f"admin:{record._meta.app_label}_{record._meta.model_name}_change"
        return format_html('<a href="{}">{}</a>', reverse(name, args=[record.pk]), record)

    @admin.display(description=gettext_lazy("reminders"))
    def ledger(self, deadline):
        """What was sent, to whom, and what became of it; then the day of the next."""
        lines = [(row.told,) for row in deadline.reminders.select_related("sent_to", "acknowledged_by")]
        if deadline.is_open and (coming := to_come(deadline.kind, deadline.due_on, today())):
            lines += [(_("Next: %(day)s, %(milestone)s") % {"day": shown(coming[0]), "milestone": coming[1].label},)]
        return format_html_join("", "<div>{}</div>", lines) or _("None to come.")

    def get_fieldsets(self, request, obj=None):
        """What is derived is told; the last part, where the facts come from, is that of any record."""
        told = ["kind", "about", "due"] if obj and obj.is_derived else None
        asked = told or ["what", "due_on", "agreement", "institution", "country"]
        followed = ["standing", "ledger"] if obj else []
        hidden = self.out_of_sight(request, obj) if obj else set()
        return [
            (None, {"fields": [name for name in (*asked, "officer", "snoozed_until") if name not in hidden]}),
            (_("Follow-up"), {"fields": [*followed, "done_on", "done_how"]}),
            super().get_fieldsets(request, obj)[-1],
        ]

    def may_return_to(self, request, version, stored):
        """Nor to where it was about an agreement that is out of sight."""
        key = version.field_dict.get("agreement_id")
        seen = key is None or Agreement.objects.seen_by(request.user).filter(pk=key).exists()
        return seen and super().may_return_to(request, version, stored)
