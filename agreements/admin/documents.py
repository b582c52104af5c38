"""The documents on the page of an agreement or an activity: those it has, and a row to add one."""

from django.contrib import admin
from django.db import transaction
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from reversion import add_to_revision, create_revision, set_user

from agreements.models import Document
from inserm_intl.record_admin import FewRows, Table

from .document_columns import DocumentColumns
from .document_form import UploadForm, UploadFormSet


class DocumentInline(DocumentColumns, Table):
    """Those there are: each is changed on a page of its own."""

    model = Document
    template = "admin/agreements/documents.html"
    can_delete = False
    fields = readonly_fields = (
        "page",
        "file",
        "spoken",
        "confidentiality",
        "published",
        "weight",
        "uploaded_at",
    )

    def get_queryset(self, request):
        return super().get_queryset(request).seen_by(request.user)

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    @admin.display(description=_("document"))
    def page(self, document):
        where = reverse("admin:agreements_document_change", args=[document.pk])
        return format_html('<a href="{}">{}</a>', where, document)


class UploadInline(FewRows, admin.StackedInline):
    model = Document
    form = UploadForm
    formset = UploadFormSet
    max_num = 20
    can_delete = False
    view_on_site = False
    verbose_name = _("file to add")
    verbose_name_plural = _("Add documents")
    fieldsets = ((None, {"fields": ["upload", ("kind", "language", "confidentiality"), ("title", "amendment")]}),)

    def get_extra(self, request, obj=None, **options):
        return 1 if obj else 0

    def get_formset(self, request, obj=None, **options):
        formset = super().get_formset(request, obj, **options)
        formset.user = request.user
        return formset

    def get_fieldsets(self, request, obj=None):
        """An activity has no amendment."""
        last = ("title", "amendment") if self.parent_model.__name__ == "Agreement" else "title"
        return [(None, {"fields": ["upload", ("kind", "language", "confidentiality"), last]})]

    def has_view_permission(self, request, obj=None):
        return self.has_add_permission(request, obj)

    def has_change_permission(self, request, obj=None):
        return False


class HoldsDocuments(admin.ModelAdmin):
    """A document has versions of its own: going back to an earlier state of its record neither changes nor drops it."""

    def _reversion_introspect_inline_admin(self, inline):
        if inline.model is Document:
            return None, None
        return super()._reversion_introspect_inline_admin(inline)

    def get_inline_instances(self, request, obj=None):
        inlines = super().get_inline_instances(request, obj)
        kept = not self.is_reverting(request) and (obj is None or obj.pk)
        return [inline for inline in inlines if kept or inline.model is not Document]

    def add_view(self, request, form_url="", extra_context=None):
        return self.with_versions_of_documents(request, super().add_view, form_url, extra_context)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        return self.with_versions_of_documents(request, super().change_view, object_id, form_url, extra_context)

    def with_versions_of_documents(self, request, view, *arguments):
        request.documents_added = []
        with transaction.atomic():
            answer = view(request, *arguments)
            # What the database refused was undone, and its keys with it.
            for document in Document.objects.filter(pk__in=[document.pk for document in request.documents_added]):
                with create_revision():
                    set_user(request.user)
                    add_to_revision(document)
                self.log_addition(request, document, [{"added": {}}])
        return answer

    def save_formset(self, request, form, formset, change):
        if formset.model is not Document:
            return super().save_formset(request, form, formset, change)
        with create_revision(manage_manually=True):
            super().save_formset(request, form, formset, change)
        request.documents_added += formset.new_objects
