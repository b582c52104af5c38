"""Documents: added on the page of their record, told apart, published and fetched here."""

from django.contrib import admin, messages
from django.db.models import Exists, OuterRef, Q
from django.http import Http404, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.cache import add_never_cache_headers
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.models import Activity, Agreement, Document
from agreements.papers.sent import sent
from inserm_intl.record_admin import SearchesFolded, UntranslatedRecordAdmin
from inserm_intl.record_admin.keys import key_of

from .document_columns import DocumentColumns
from .document_form import DocumentRecordForm
from .levels import KeepsLevel

# What decides, besides the document itself, whether it is public.
HOLDERS = ("agreement_id", "amendment_id")


@admin.register(Document)
class DocumentAdmin(DocumentColumns, KeepsLevel, SearchesFolded, UntranslatedRecordAdmin):
    form = DocumentRecordForm
    list_display = ("file", "named", "record", "spoken", "confidentiality", "published", "uploaded_at")
    list_display_links = ("named",)
    list_filter = ("kind", "confidentiality", "published", "media_type", "invented")
    list_select_related = ("agreement", "activity")
    sortable_by = ("named", "spoken", "published", "uploaded_at")
    date_hierarchy = "uploaded_at"
    search_help_text = gettext_lazy("Title, name of the file, or reference, title and acronym of its agreement.")
    readonly_fields = ("file", "record", "media_type", "weight", "sha256", "uploaded_at", "uploaded_by")

    def get_fieldsets(self, request, obj=None):
        amendment = ["amendment"] if obj is None or obj.agreement_id else []
        said = [("kind", "language"), "title", *amendment, "confidentiality", "published"]
        (provenance,) = super().get_fieldsets(request, obj)[-1:]
        return [
            (None, {"fields": ["record", "file", *said]}),
            (gettext_lazy("File"), {"fields": [("media_type", "weight"), "sha256", ("uploaded_at", "uploaded_by")]}),
            provenance,
        ]

    def get_readonly_fields(self, request, obj=None):
        """What a published document belongs to decides whether visitors find it."""
        names = super().get_readonly_fields(request, obj)
        fixed = obj is not None and obj.published and not self.has_publish_permission(request)
        return (*names, "amendment") if fixed else names

    def get_model_perms(self, request):
        """No “add” in the menus: a document is added on the page of what it belongs to."""
        return {**super().get_model_perms(request), "add": False}

    def change_view(self, request, object_id, form_url="", extra_context=None):
        context = {"show_save_and_add_another": False, **(extra_context or {})}
        return super().change_view(request, object_id, form_url, context)

    def add_view(self, request, form_url="", extra_context=None):
        messages.info(request, _("A document is added on the page of its agreement or of its activity."))
        return HttpResponseRedirect(reverse("admin:agreements_agreement_changelist"))

    def get_queryset(self, request):
        return super().get_queryset(request).seen_by(request.user)

    def holding(self, word):
        agreements = Agreement.objects.filter(folded__contains=word, pk=OuterRef("agreement"))
        activities = Activity.objects.filter(folded__contains=word, pk=OuterRef("activity"))
        return Q(folded__contains=word) | Exists(agreements) | Exists(activities)

    @admin.display(description=gettext_lazy("belongs to"))
    def record(self, document):
        record = document.agreement or document.activity
        where = reverse(f"admin:agreements_{record._meta.model_name}_change", args=[record.pk])
        return format_html('<a href="{}">{}</a>', where, record.reference)

    def view_on_site(self, obj):
        return obj.public_address() if Document.objects.public().filter(pk=obj.pk).exists() else None

    def get_urls(self):
        fetch = self.admin_site.admin_view(self.download)
        return [path("<path:object_id>/download/", fetch, name="agreements_document_download"), *super().get_urls()]

    def download(self, request, object_id):
        """For those who may see the document; for others it is not there."""
        document = self.get_queryset(request).filter(pk=key_of(Document, object_id)).first()
        if document is None or not self.has_view_permission(request, document):
            raise Http404(_("There is no such record."))
        answer = sent(document, document.original_name)
        add_never_cache_headers(answer)
        return answer

    def may_return_to(self, request, version, stored):
        """Nor to the document of an agreement out of sight, nor to where a published one belonged to something else."""
        agreement = version.field_dict["agreement_id"]
        seen = agreement is None or Agreement.objects.seen_by(request.user).filter(pk=agreement).exists()
        online = stored and stored.published and not self.has_publish_permission(request)
        may_move = not online or all(version.field_dict[name] == getattr(stored, name) for name in HOLDERS)
        return seen and may_move and super().may_return_to(request, version, stored)
