"""The pages of a noun's admin that give and take spreadsheets."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import FileResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .applying import apply
from .explained import template
from .exporting import XLSX, as_csv, as_xlsx, file_name
from .limits import MOST_BYTES, MOST_CHARACTERS, MOST_COLUMNS, MOST_ROWS, Refused
from .models import Import, RowKind, State
from .previewing import preview
from .sheets import Reader, Sheet
from .telling import kept_told, told
from .undoing import undo

ROWS_SHOWN = 100
MOST_IN_XLSX = 100_000
LIMITS = {"megabytes": MOST_BYTES // 1024 // 1024, "rows": MOST_ROWS}
LIMITS |= {"columns": MOST_COLUMNS, "characters": MOST_CHARACTERS}


class UploadForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("XLSX or CSV, with the headings of an export or of the template in its first row."),
    )


class HasSpreadsheets(admin.ModelAdmin):
    """Exports the list of a noun and imports its records. `sheet` declares the columns."""

    sheet: Sheet
    change_list_template = "admin/spreadsheets/change_list.html"
    # The page, of those below, where names that are of nothing wait to be matched.
    match_page = ""

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        pages = {
            "export/": ("export", self.export_view),
            "import/": ("import", self.upload_view),
            "import/template.xlsx": ("template", self.template_view),
            "import/<int:key>/": ("import_rows", self.rows_view),
            "import/<int:key>/confirm/": ("import_confirm", self.confirm_view),
            "import/<int:key>/undo/": ("import_undo", self.undo_view),
        }
        own = [
            path(route, self.admin_site.admin_view(view), name=f"{name}_{page}")
            for route, (page, view) in pages.items()
        ]
        return own + super().get_urls()

    def address(self, page: str, *key) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{page}", args=key)

    def has_import_permission(self, request) -> bool:
        return self.has_add_permission(request) and self.has_change_permission(request)

    def changelist_view(self, request, extra_context=None):
        context = {"may_import": self.has_import_permission(request), **(extra_context or {})}
        return super().changelist_view(request, context)

    # Out.

    def export_view(self, request):
        """The list as its address asks for it, filters, search and order."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        asked = request.GET.copy()
        kind = asked.pop("as", ["xlsx"])[0]
        request.GET = asked
        try:
            listed = self.get_changelist_instance(request)
        except IncorrectLookupParameters:
            return HttpResponseRedirect(f"{self.address('changelist')}?e=1")
        reader = Reader(self, request)
        if kind == "csv":
            return as_csv(listed.queryset, reader)
        if listed.queryset.order_by()[MOST_IN_XLSX : MOST_IN_XLSX + 1].exists():
            told = {"most": MOST_IN_XLSX}
            messages.error(request, _("This list has more than %(most)s rows: export it as CSV.") % told)
            return HttpResponseRedirect(f"{self.address('changelist')}?{asked.urlencode()}")
        return as_xlsx(listed.queryset, reader)

    def template_view(self, request):
        if not self.has_import_permission(request):
            raise PermissionDenied
        reader = Reader(self, request)
        name = file_name(reader, "xlsx").replace(".xlsx", "-template.xlsx")
        return FileResponse(template(reader), as_attachment=True, filename=name, content_type=XLSX)

    # In.

    def upload_view(self, request):
        if not self.has_import_permission(request):
            raise PermissionDenied
        form = UploadForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            try:
                made = preview(form.cleaned_data["file"], Reader(self, request))
                return HttpResponseRedirect(self.address("import_rows", made.pk))
            except Refused as error:
                form.add_error("file", str(error))
        context = {"form": form, "limits": LIMITS, "has_parts": bool(self.sheet.part), "title": _("Import")}
        return self.page(request, "upload", context)

    def own_import(self, request, key: int) -> Import:
        """Those of others are read by those who may delete, and so undo them."""
        made = get_object_or_404(Import.objects.select_related("officer"), pk=key, noun=self.opts.label_lower)
        if not self.has_import_permission(request) or not self.may_read_import(request, made):
            raise PermissionDenied
        return made

    def may_read_import(self, request, made: Import) -> bool:
        return made.officer_id == request.user.pk or self.has_delete_permission(request)

    def rows_view(self, request, key: int):
        made = self.own_import(request, key)
        counts, asked = made.counts(), request.GET.get("kind", "")
        found = self.rows_seen(request, made)
        shown = found.filter(kind=asked) if asked in RowKind.values else found.exclude(kind=RowKind.UNCHANGED)
        page = Paginator(shown, ROWS_SHOWN).get_page(request.GET.get("p"))
        reader = Reader(self, request)
        for row in page.object_list:
            row.told = told(row, made.letters, reader)
        context = {
            "import": made,
            "asked": asked,
            "counts": [(kind, RowKind(kind).label, count) for kind, count in counts.items()],
            "page": page,
            "may_confirm": made.state == State.PREVIEWED and self.is_ready(counts),
            "may_undo": made.state == State.DONE,
            "to_match": self.match_page and RowKind.TO_MATCH in counts and self.address(self.match_page),
            "has_errors": RowKind.ERROR in counts,
            "twin": self.twin(made),
            "kept": found.filter(is_undone=False, version_written__isnull=False) if made.state == State.UNDONE else [],
            "title": made.file_name,
        }
        return self.page(request, "import", context)

    @staticmethod
    def is_ready(counts) -> bool:
        return RowKind.ERROR not in counts and bool({RowKind.NEW, RowKind.CHANGED, RowKind.TO_MATCH} & counts.keys())

    def rows_seen(self, request, made: Import):
        """Of those that name a record, those whose record the officer may see, or that is no more."""
        named = made.rows.exclude(record_key="").values_list("record_key", flat=True)
        unseen = self.model._base_manager.exclude(pk__in=self.get_queryset(request).values("pk"))
        hidden = set(map(str, unseen.values_list("pk", flat=True))) & set(named) if unseen.exists() else set()
        return made.rows.exclude(record_key__in=hidden) if hidden else made.rows.all()

    def twin(self, made: Import) -> Import | None:
        """The same file, already imported."""
        same = Import.objects.filter(noun=made.noun, digest=made.digest, state=State.DONE).exclude(pk=made.pk)
        return same.select_related("officer").first() if made.state == State.PREVIEWED else None

    def confirm_view(self, request, key: int):
        made = self.posted(request, key)
        if isinstance(made, HttpResponseNotAllowed):
            return made
        try:
            apply(made.pk, Reader(self, request))
            messages.success(request, _("The import is done."))
        except Refused as error:
            messages.error(request, str(error))
        return HttpResponseRedirect(self.address("import_rows", key))

    def undo_view(self, request, key: int):
        made = self.posted(request, key)
        if isinstance(made, HttpResponseNotAllowed):
            return made
        try:
            if kept := undo(made.pk, Reader(self, request)):
                messages.warning(request, kept_told(kept, self.rows_seen(request, made)))
            messages.success(request, _("The import is undone."))
        except Refused as error:
            messages.error(request, str(error))
        return HttpResponseRedirect(self.address("import_rows", key))

    def posted(self, request, key: int):
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        return self.own_import(request, key)

    def page(self, request, name: str, context: dict) -> TemplateResponse:
        context = {**self.admin_site.each_context(request), "opts": self.opts, **context}
        request.current_app = self.admin_site.name
        return TemplateResponse(request, f"admin/spreadsheets/{name}.html", context)
