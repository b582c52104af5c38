"""What happened to an agreement besides changes: its stages, and what took place under it."""

from django.urls import reverse

from agreements.models import Activity, Stage
from inserm_intl.days import shown
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
