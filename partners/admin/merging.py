"""Merging two institutions from their list or from the page of one, and undoing it from the list of merges."""

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from inserm_intl.record_admin import HasTools, Tool
from inserm_intl.record_admin.keys import key_of
from inserm_intl.record_admin.refusals import sentence_of
from inserm_intl.record_admin.sight import seen
from partners.likeness import alike
from partners.merging.merger import Merger
from partners.merging.pointers import pointers
from partners.models import FormerAddress, Institution

from .merge_form import MergeForm

MOST_FOUND = 20


def counts(first: Institution, second: Institution, request) -> list[tuple[str | int, ...]]:
    """How many rows of each noun, that the user may see, name the one and the other."""
    found: list[tuple[str | int, ...]] = []
    for pointer in pointers(Institution):
        rows = seen(pointer.model, request).order_by()
        numbers = [rows.filter(pk__in=pointer.rows(row.pk).order_by().values("pk")).count() for row in (first, second)]
        if any(numbers):
            of_itself = pointer.model is Institution
            noun = pointer.field.verbose_name if of_itself else pointer.model._meta.verbose_name_plural
            found.append((str(capfirst(noun)), *numbers))
    return found


class Merges(HasTools):
    """Of institutions. Needs the right to change and to delete; to publish too, where the two differ in that."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.merge_view)
        return [path("<path:object_id>/merge/", view, name="partners_institution_merge"), *super().get_urls()]

    def has_merge_permission(self, request, obj=None) -> bool:
        return self.has_change_permission(request, obj) and self.has_delete_permission(request, obj)

    @admin.action(permissions=["merge"], description=gettext_lazy("Merge the two chosen institutions"))
    def merge_chosen(self, request, queryset):
        keys = list(queryset.order_by("pk").values_list("pk", flat=True)[:3])
        if len(keys) != 2:
            messages.warning(request, _("Choose two institutions to merge. Nothing has been changed."))
            return None
        return HttpResponseRedirect(f"{reverse('admin:partners_institution_merge', args=keys[:1])}?with={keys[1]}")

    def may_return_to(self, request, version, stored):
        """What was merged comes back by undoing the merge."""
        was_merged = stored is None and FormerAddress.objects.filter(key=version.object_id).exists()
        return not was_merged and super().may_return_to(request, version, stored)

    def tools(self, request, record):
        mine = Tool(_("Merge with…"), reverse("admin:partners_institution_merge", args=[record.pk]))
        return [*([mine] if self.has_merge_permission(request, record) else []), *super().tools(request, record)]

    def merge_view(self, request, object_id):
        if not self.has_merge_permission(request):
            raise PermissionDenied
        with transaction.atomic():
            first = self.institution_of(request, unquote(object_id))
            if first is None:
                return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
            second = self.institution_of(request, request.GET.get("with", ""))
            if second is None or second == first:
                return self.choose_other(request, first)
            return self.compare_both(request, *sorted((first, second), key=self.kept_first))

    def institution_of(self, request, text):
        """Locked where something is to be changed."""
        rows = self.get_queryset(request).order_by("pk")
        if request.method == "POST":
            rows = rows.select_for_update(of=("self",))
        return rows.filter(pk=key_of(Institution, text)).first()

    @staticmethod
    def kept_first(row: Institution):
        """The one that is proposed to be kept comes first: published, in the registry, in the register for longer."""
        return (not row.published, not row.ror_id, row.pk)

    def choose_other(self, request, first: Institution):
        """Look-alikes, or what is searched for."""
        asked = request.GET.get("q", "").strip()
        rows = self.get_queryset(request).exclude(pk=first.pk).select_related("country")
        if asked:
            found = self.get_search_results(request, rows, asked)[0][:MOST_FOUND]
        else:
            found = alike(str(first), first.country, among=rows)
        context = {"record": first, "asked": asked, "found": found, "title": _("Merge with another institution")}
        return self.merge_page(request, "choose", context)

    def compare_both(self, request, first: Institution, second: Institution):
        form = MergeForm(request, first, second, request.POST if request.method == "POST" else None)
        if form.is_bound and form.is_valid() and self.may_merge_so(request, form):
            try:
                with transaction.atomic():
                    Merger(request, form.kept, form.merged, form.chosen()).merge(form.cleaned_data["reason"])
                return self.after_merge(request, form)
            except IntegrityError as error:
                form.add_error(None, sentence_of(error))
            except ValidationError as error:
                form.add_error(None, list(self.sentences(error)) if hasattr(error, "error_dict") else error.messages)
        context = {"form": form, "first": first, "second": second, "counts": counts(first, second, request)}
        return self.merge_page(request, "merge", {**context, "record": first, "title": _("Merge two institutions")})

    def may_merge_so(self, request, form: MergeForm) -> bool:
        published = {row.published for row in form.rows} | {form.published()}
        if len(published) == 1 or self.has_publish_permission(request):
            return True
        form.add_error(
            None, _("One of the two is published, the other is not: somebody who may publish must merge them.")
        )
        return False

    def after_merge(self, request, form: MergeForm):
        told = {"merged": form.merged, "kept": form.kept}
        messages.success(request, _("“%(merged)s” was merged into “%(kept)s”.") % told)
        return HttpResponseRedirect(reverse("admin:partners_institution_change", args=[form.kept.pk]))

    def merge_page(self, request, name: str, context: dict):
        context = {**self.admin_site.each_context(request), "opts": self.opts, **context}
        return TemplateResponse(request, f"admin/partners/institution/{name}.html", context)
