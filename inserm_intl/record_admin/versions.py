"""Versions of a record: its history, going back to one, and recovering what was deleted, within one's rights."""

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from reversion import is_active, set_comment
from reversion.admin import VersionAdmin
from reversion.errors import RevertError
from reversion.models import Version

from inserm_intl.undone import undone

from .past.keeping import keep_dependents, keep_first, keep_last
from .past.page import ShowsPast
from .past.returning import bring_back, missing
from .refusals import sentence_of


def protected_from(version) -> str:
    """Why the version cannot be gone back to where other records belong to a row that it would delete.

    Reversion itself would say it in Python.
    """
    try:
        with undone():
            version.revision.revert(delete=True)
    except ProtectedError as error:
        return sentence_of(error)
    except RevertError:
        pass  # Reversion says it.
    return ""


class GuardedVersions(ShowsPast, VersionAdmin):
    """django-reversion's, which by itself would revert any record, published or out of sight, for any editor."""

    def changelist_view(self, request, extra_context=None):
        """Not in one revision: an action on many records would make one version of them all."""
        context = {"has_change_permission": self.has_change_permission(request), **(extra_context or {})}
        return super(VersionAdmin, self).changelist_view(request, context)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        if request.method == "POST" and (record := self.get_object(request, unquote(object_id))):
            keep_first(record)
            if any(name.endswith("-DELETE") for name in request.POST):
                keep_dependents(record)
        return super().change_view(request, object_id, form_url, extra_context)

    def log_addition(self, request, obj, message):
        """Reversion would make its comment of the message, which says less than the differences do."""
        return super(VersionAdmin, self).log_addition(request, obj, message)

    def log_change(self, request, obj, message):
        entry = super(VersionAdmin, self).log_change(request, obj, message)
        if is_active() and (reason := getattr(request, "change_reason", "")):
            set_comment(reason)
        return entry

    def delete_model(self, request, obj):
        keep_last(obj, request.user, _("Deleted."))
        super().delete_model(request, obj)

    def delete_queryset(self, request, queryset):
        for record in queryset:
            keep_last(record, request.user, _("Deleted."))
        super().delete_queryset(request, queryset)

    def revision_view(self, request, object_id, version_id, extra_context=None):
        try:
            return self.go_back(request, object_id, version_id, extra_context)
        except IntegrityError as error:
            messages.error(request, sentence_of(error))
            return HttpResponseRedirect("../")

    def go_back(self, request, object_id, version_id, extra_context):
        version = self.own_version(version_id)
        with transaction.atomic():
            record = self.get_object(request, unquote(object_id))
            if record is None:
                return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
            stored = self.model._base_manager.select_for_update(of=("self",)).get(pk=record.pk)
            if not self.may_return_to(request, version, stored):
                messages.error(request, _("Going back to this version would change what you may not change."))
                return HttpResponseRedirect("../")
            if protected := protected_from(version):
                messages.error(request, protected)
                return HttpResponseRedirect("../")
            if request.method == "POST":
                keep_dependents(stored)
            request.version_before_revert = getattr(stored, "version", None)
            request.returning_to = version, missing(version)
            return super().revision_view(request, object_id, version_id, extra_context)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """Called by reversion once it has put an old version's rows in place.

        What it saves, it knows by where the answer leads; that of a small window would lead nowhere.
        """
        if self.is_reverting(request):
            request.POST = request.POST.copy()
            request.POST.pop("_popup", None)
        if returning_to := getattr(request, "returning_to", None):
            bring_back(*returning_to)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def recoverlist_view(self, request, extra_context=None):
        """Only what the user may recover."""
        deleted = Version.objects.get_deleted(self.model).select_related("revision")
        allowed = [version for version in deleted if self.may_return_to(request, version, None)]
        return super().recoverlist_view(request, {"deleted": allowed, **(extra_context or {})})

    def recover_view(self, request, version_id, extra_context=None):
        """Only the last version of what is gone: an older one, or one of a living record, would pass every guard."""
        version = get_object_or_404(Version.objects.get_deleted(self.model), pk=version_id)
        if not self.may_return_to(request, version, None):
            raise PermissionDenied
        request.version_before_revert = None
        request.returning_to = version, missing(version)
        return super().recover_view(request, version_id, extra_context)

    def own_version(self, version_id):
        """Reversion asks for the key only, which may be that of another noun's version."""
        return get_object_or_404(Version.objects.get_for_model(self.model), pk=version_id)

    def may_return_to(self, request, version, stored) -> bool:
        """Whether the version differs from what is stored (None: deleted) only in what the user may change."""
        return True

    @staticmethod
    def is_reverting(request) -> bool:
        return hasattr(request, "version_before_revert")
