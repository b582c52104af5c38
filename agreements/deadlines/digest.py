"""The one mail that an officer gets of a day: what falls due, in their language, the most urgent first."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from agreements.models import Deadline
from inserm_intl.days import add_months, today
from inserm_intl.preferences import preferences_of
from inserm_intl.record_admin.officers import name_of
from inserm_intl.structured import absolute

# Out-of-office answers are not sent to a mail that says so (RFC 3834).
HEADERS = {"Auto-Submitted": "auto-generated"}


def digest(officer, deadlines) -> EmailMessage:
    """The mail to an officer; to the office's own address, in the site's language, where there is none."""
    language = preferences_of(officer).language if officer else settings.LANGUAGE_CODE
    address = officer.email if officer else settings.DEFAULT_FROM_EMAIL
    with override(language):
        return EmailMessage(subject(deadlines), body(officer, deadlines), to=[address], headers=HEADERS)


def subject(deadlines) -> str:
    count = len(deadlines)
    told = {"count": count, "day": deadlines[0].due_shown}
    return ngettext("%(count)s deadline: %(day)s", "%(count)s deadlines, the first: %(day)s", count) % told


def body(officer, deadlines) -> str:
    overdue = Deadline.objects.of(officer).seen_by(officer).overdue().count() if officer else 0
    context = {
        "officer": officer,
        "groups": grouped(deadlines),
        "overdue": overdue,
        "list": absolute(f"{reverse('admin:agreements_deadline_changelist')}?officer={'me' if officer else 'nobody'}"),
        "preferences": absolute(reverse("desk:preferences")),
    }
    return render_to_string("agreements/digest.txt", context).strip() + "\n"


def grouped(deadlines) -> list[tuple[str, list[dict]]]:
    """By urgency; each in the order of their days."""
    soon = add_months(today(), 1) or today()
    groups = [
        (_("Overdue"), [row for row in deadlines if row.due_on < today()]),
        (_("Within a month"), [row for row in deadlines if today() <= row.due_on <= soon]),
        (_("Later"), [row for row in deadlines if row.due_on > soon]),
    ]
    return [(heading, [line(row) for row in rows]) for heading, rows in groups if rows]


def line(deadline) -> dict[str, str]:
    return {
        "due": deadline.due_shown,
        "when": distance((deadline.due_on - today()).days),
        "heading": deadline.heading,
        "in_charge": name_of(deadline.responsible) if deadline.responsible else "",
        "url": absolute(deadline.admin_url),
    }


def distance(days: int) -> str:
    if days == 0:
        return _("today")
    if days < 0:
        return ngettext("%(count)s day ago", "%(count)s days ago", -days) % {"count": -days}
    return ngettext("in %(count)s day", "in %(count)s days", days) % {"count": days}
