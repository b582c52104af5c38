"""What happened to an agreement besides changes: its stages, documents and mails, and what took place under it."""

from django.urls import reverse
from django.utils.translation import gettext as _

from agreements.models import Activity, Deadline, Document, Reminder, Stage
from inserm_intl.days import shown
from inserm_intl.record_admin.officers import name_of
from inserm_intl.record_admin.past.timeline import Event, on_day
from inserm_intl.record_admin.sight import seen

MOST = 500


def stages(model_admin, request, record):
    if not request.user.has_perm("agreements.view_stage"):
        return
    for stage in Stage.objects.filter(agreement=record):
        what = " – ".join(filter(None, [stage.get_desk_display(), stage.note]))
        yield Event(stage.get_kind_display(), on_day(stage.since), day=shown(stage.since), what=what)


def activities(model_admin, request, record):
    """The last ones: of an agreement those under it, of an institution those that it took part in."""
    named = "agreement" if record._meta.model_name == "agreement" else "institutions"
    for activity in seen(Activity, request).filter(**{named: record}).order_by("-starts_on", "pk")[:MOST]:
        yield Event(
            activity.get_kind_display(),
            on_day(activity.starts_on),
            day=shown(activity.starts_on, activity.starts_on_precision),
            what=f"{activity} ({activity.get_status_display()})",
            url=reverse("admin:agreements_activity_change", args=[activity.pk]),
        )


def documents(model_admin, request, record):
    for document in seen(Document, request).filter(agreement=record).select_related("uploaded_by"):
        yield Event(
            _("Document"),
            document.uploaded_at,
            who=name_of(document.uploaded_by) if document.uploaded_by else "",
            what=" – ".join(filter(None, [document.get_kind_display(), document.title or document.original_name])),
            url=reverse("admin:agreements_document_change", args=[document.pk]),
        )


def mails(model_admin, request, record):
    """The reminders that were sent of its deadlines, and to whom."""
    of = "agreement" if record._meta.model_name == "agreement" else "institution"
    deadlines = seen(Deadline, request).filter(**{of: record}).order_by()
    sent = Reminder.objects.filter(deadline__in=deadlines, sent_at__isnull=False)
    for reminder in sent.select_related("deadline", "sent_to").order_by("-sent_at")[:MOST]:
        yield Event(
            _("Reminder by e-mail"),
            reminder.sent_at,
            who=name_of(reminder.sent_to) if reminder.sent_to else _("the office"),
            what=f"{reminder.deadline.label} – {reminder.get_milestone_display()}",
            url=reverse("admin:agreements_deadline_change", args=[reminder.deadline_id]),
        )
