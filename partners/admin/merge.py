"""The merges that were made: what each has moved, and the way back."""

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from inserm_intl.record_admin import Choice, GuardedLists, SearchesNames
from inserm_intl.record_admin.refusals import sentence_of
from inserm_intl.record_admin.sight import admin_of, seen
from partners.merging.journal import Journal
from partners.merging.undoing import obstacles, publishes, undo
from partners.models import Institution, Merge


class UndoneFilter(Choice):
    title = gettext_lazy("undone")
    parameter_name = "undone"

    def lookups(self, request, model_admin):
        return [("no", _("no")), ("yes", _("yes"))]

    def narrow(self, queryset, value):
        return queryset.filter(undone_at__isnull=value == "no")


@admin.register(Merge)
class MergeAdmin(SearchesNames, GuardedLists):
    list_display = ("merged_name", "kept_name", "made_at", "made_by", "undone_at")
    list_filter = (UndoneFilter,)
    list_select_related = ("made_by",)
    search_fields = ("merged_name", "kept_name")
    fields = readonly_fields = ("merged_name", "kept_name", "made_at", "made_by", "reason", "undone_at", "undone_by")
    change_form_template = "admin/partners/merge/change_form.html"

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    has_delete_permission = has_change_permission

    def get_queryset(self, request):
        """Without the steps, of which there may be thousands."""
        return super().get_queryset(request).defer("journal")

    def get_urls(self):
        view = self.admin_site.admin_view(self.undo_view)
        return [path("<path:object_id>/undo/", view, name="partners_merge_undo"), *super().get_urls()]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        merge = self.get_object(request, unquote(object_id))
        if merge and self.has_view_permission(request):
            told = {"moved": moved(merge, request), "obstacles": obstacles(merge, request)}
            extra_context = {**told, "may_undo": self.may_undo(request, merge), **(extra_context or {})}
        return super().change_view(request, object_id, form_url, extra_context)

    @staticmethod
    def may_undo(request, merge: Merge) -> bool:
        institutions = admin_of(Institution)
        publishing = not publishes(merge) or institutions.has_publish_permission(request)
        return institutions.has_merge_permission(request) and publishing

    def undo_view(self, request, object_id):
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        try:
            with transaction.atomic():
                return self.undone(request, object_id)
        except IntegrityError as error:
            messages.error(request, sentence_of(error))
            return HttpResponseRedirect("../change/")

    def undone(self, request, object_id):
        merge = self.get_object(request, unquote(object_id))
        if merge is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_permission(request) or not self.may_undo(request, merge):
            raise PermissionDenied
        # Locked until the end: neither can change between the question and the answer.
        list(Institution.objects.filter(pk=merge.kept_key).order_by("pk").select_for_update(of=("self",)))
        merge = Merge.objects.select_for_update(of=("self",)).get(pk=merge.pk)
        if reasons := obstacles(merge, request):
            messages.error(request, " ".join([_("Nothing has been undone."), *reasons]))
            return HttpResponseRedirect("../change/")
        merged = undo(merge, request)
        messages.success(request, _("The merge was undone: both institutions are as they were before."))
        return HttpResponseRedirect(reverse("admin:partners_institution_change", args=[merged.pk]))


def moved(merge: Merge, request) -> list[tuple[str, int]]:
    """How many rows of each noun were touched, of those that the user may see."""
    found = []
    for model, keys in Journal(merge.journal).changed().items():
        if model is not Institution and (count := seen(model, request).filter(pk__in=keys).count()):
            found.append((str(capfirst(model._meta.verbose_name_plural)), count))
    return found
