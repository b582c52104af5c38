"""What is done to many deadlines at once: acknowledge, close, put off, hand over."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin import helpers
from django.contrib.admin.widgets import AdminDateWidget
from django.contrib.auth.models import User
from django.db import transaction
from django.http import HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, override
from reversion import create_revision, set_user

from agreements.models import Deadline, Reminder
from agreements.models.reminder import come
from inserm_intl.days import today
from inserm_intl.record_admin import HasTools, Tool
from inserm_intl.record_admin.officers import name_of
from inserm_intl.record_admin.past.keeping import keep_first

from .deadline_form import check_done, check_officer, check_snoozed


def label(name: str) -> str:
    return str(capfirst(Deadline._meta.get_field(name).verbose_name))


class Act(forms.Form):
    """Its fields are those of the deadline, set to the same value in each that is chosen."""

    template = "admin/agreements/deadline/act.html"

    def refuses(self, deadline) -> None:
        """Raise ValidationError where it cannot be done to this one."""


class CloseForm(Act):
    title = gettext_lazy("Mark deadlines as done")
    done_on = forms.DateField(initial=today, widget=AdminDateWidget)
    done_how = forms.CharField(max_length=200, required=False, help_text=Deadline._meta.get_field("done_how").help_text)

    def clean_done_on(self):
        check_done(self.cleaned_data["done_on"])
        return self.cleaned_data["done_on"]


class SnoozeForm(Act):
    title = gettext_lazy("Put deadlines off")
    snoozed_until = forms.DateField(
        widget=AdminDateWidget, help_text=Deadline._meta.get_field("snoozed_until").help_text
    )

    def clean_snoozed_until(self):
        check_snoozed(self.cleaned_data["snoozed_until"])
        return self.cleaned_data["snoozed_until"]


class Officers(forms.ModelChoiceField):
    def label_from_instance(self, user):
        return name_of(user)


class HandOverForm(Act):
    title = gettext_lazy("Hand deadlines over")
    officer = Officers(
        User.objects.filter(is_active=True, is_staff=True).order_by("username"),
        help_text=gettext_lazy("Reminded of it with the next mail, and from then on."),
    )

    def refuses(self, deadline):
        check_officer(self.cleaned_data["officer"], deadline.agreement)


class DeadlineActs(HasTools):
    def get_urls(self):
        return [self.tool_path("acknowledge", self.acknowledge_view), *super().get_urls()]

    def tools(self, request, record):
        tools = super().tools(request, record)
        if not record.is_open or not come(record, today()) or not self.has_change_permission(request, record):
            return tools
        return [Tool(_("Acknowledge the reminder"), self.tool_url("acknowledge", record), posts=True), *tools]

    def acknowledge_view(self, request, record):
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        self.acknowledge(request, self.get_queryset(request).filter(pk=record.pk))
        return HttpResponseRedirect(self.tool_url("change", record))

    @admin.action(permissions=["change"], description=gettext_lazy("Mark as done…"))
    def close(self, request, queryset):
        return self.act(request, queryset, CloseForm, "close")

    @admin.action(permissions=["change"], description=gettext_lazy("Put off…"))
    def snooze(self, request, queryset):
        return self.act(request, queryset, SnoozeForm, "snooze")

    @admin.action(permissions=["change"], description=gettext_lazy("Hand over…"))
    def hand_over(self, request, queryset):
        return self.act(request, queryset, HandOverForm, "hand_over")

    @admin.action(
        permissions=["change"], description=gettext_lazy("Acknowledge: no reminder before the next milestone")
    )
    def acknowledge(self, request, queryset):
        rows = queryset.open().told().prefetch_related("reminders")
        count = sum(self.acknowledge_one(request, deadline) for deadline in rows)
        text = ngettext("%(count)s deadline was acknowledged.", "%(count)s deadlines were acknowledged.", count)
        messages.success(request, text % {"count": count})
        if count < queryset.count():
            messages.warning(request, _("Those of which no reminder has come up were left as they are."))

    @transaction.atomic
    def acknowledge_one(self, request, deadline) -> bool:
        if done := Reminder.objects.acknowledge(deadline, request.user):
            with override(None):
                name = str(Reminder._meta.get_field("acknowledged_on").verbose_name)
            self.log_change(request, deadline, [{"changed": {"fields": [name]}}])
        return done

    def act(self, request, queryset, kind, name):
        """Ask what the act needs, then do it to each that is open."""
        form = kind(request.POST if "apply" in request.POST else None)
        for field_name, field in form.fields.items():
            field.label = label(field_name)
        if not form.is_valid():
            return TemplateResponse(request, Act.template, self.asked(request, queryset, form, name))
        keys = list(queryset.values_list("pk", flat=True))
        count = sum(self.act_on_one(request, key, form) for key in keys)
        text = ngettext("%(count)s deadline was changed.", "%(count)s deadlines were changed.", count)
        messages.success(request, text % {"count": count})
        return None

    def asked(self, request, queryset, form, name):
        return {
            **self.admin_site.each_context(request),
            "title": form.title,
            "opts": self.opts,
            "form": form,
            "adminform": helpers.AdminForm(form, [(None, {"fields": list(form.fields)})], {}, model_admin=self),
            "media": self.media + form.media,
            "action": name,
            "chosen": queryset.told(),
            "checkbox": helpers.ACTION_CHECKBOX_NAME,
        }

    def act_on_one(self, request, key, form) -> bool:
        """In a transaction and a revision of its own: one that is refused stops no other."""
        with create_revision():
            set_user(request.user)
            rows = self.get_queryset(request).order_by().select_for_update(of=("self",))
            deadline = rows.filter(pk=key).open().first()
            if deadline is None:
                return False
            try:
                form.refuses(deadline)
            except forms.ValidationError as error:
                messages.error(request, f"{deadline} – {' '.join(error.messages)}")
                return False
            for name, value in form.cleaned_data.items():
                setattr(deadline, name, value)
            keep_first(deadline)
            deadline.version += 1
            self.sign(request, deadline, form.cleaned_data)
            deadline.save()
            self.announce(request, deadline, form.cleaned_data)
            with override(None):
                names = [str(self.opts.get_field(name).verbose_name) for name in form.cleaned_data]
            self.log_change(request, deadline, [{"changed": {"fields": names}}])
            return True

    def save_model(self, request, obj, form, change):
        self.sign(request, obj, form.changed_data)
        super().save_model(request, obj, form, change)
        self.announce(request, obj, form.changed_data)

    def sign(self, request, deadline, changed):
        if "done_on" in changed:
            deadline.done_by = request.user if deadline.done_on else None

    def announce(self, request, deadline, changed):
        """Nobody is written to about what they took on themselves."""
        if "officer" in changed and deadline.officer not in (None, request.user):
            Reminder.objects.announce(deadline)
