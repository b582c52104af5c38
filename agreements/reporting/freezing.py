"""Freezing an answer: from then on it is read from what was kept, whatever becomes of the register."""

from django.contrib.admin.models import CHANGE, LogEntry
from django.utils import timezone
from django.utils.translation import gettext as _
from reversion import add_to_revision, create_revision, set_comment, set_user

from agreements.models import Report
from agreements.models.report import canonical, sha256

from .answer import answer


def name_of(user) -> str:
    return user.get_full_name() or user.get_username()


def freeze(report: Report, user, read: str) -> bool:
    """Keep today's answer if it is the one that was `read` (its SHA-256); False where it has changed since.

    The hash stands in the history too: who changes the stored answer and its hash does not change that.
    """
    found = answer(report)
    if sha256(canonical(found)) != read:
        return False
    when = timezone.now().replace(microsecond=0)
    kept = {**found, "report": {**report.described(), "frozen_on": when.isoformat(), "frozen_by": name_of(user)}}
    with create_revision():
        set_user(user)
        if not Report.objects.freeze(report.pk, canonical(kept), user, when):
            return False
        report.refresh_from_db()
        told = _("Frozen, SHA-256 %(hash)s") % {"hash": report.frozen_hash}
        set_comment(told)
        add_to_revision(report)
        LogEntry.objects.log_actions(user.pk, [report], CHANGE, change_message=told, single_object=True)
    return True
