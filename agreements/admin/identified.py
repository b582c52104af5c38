"""What a mission identified: rows of its page; each institution found becomes a prospect in a version of its own."""

from contextlib import contextmanager

from django.contrib import admin, messages
from django.db import transaction
from django.forms import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import override
from reversion import create_revision, set_user

from agreements.models import Identification
from agreements.models.activity import ActivityKind
from inserm_intl.days import Precision
from inserm_intl.record_admin import KnownKeys, Table
from inserm_intl.record_admin.past.keeping import keep_first
from inserm_intl.record_admin.rows import Rows
from partners.models import Institution


class IdentifiedRows(Rows):
    def clean(self):
        super().clean()
        kept = [form for form in self.forms if form.has_changed() or form.instance.pk]
        if self.instance.kind != ActivityKind.MISSION and set(kept) - set(self.deleted_forms):
            raise ValidationError(_("Only an exploratory mission by senior management identifies institutions."))


class IdentificationInline(KnownKeys, Table):
    """An institution that is not in the register yet is added from its row."""

    model = Identification
    formset = IdentifiedRows
    autocomplete_fields = ("institution",)
    fields = ("institution", "note")


def is_partner(institution) -> bool:
    return bool(institution.partner_since) or institution.parties.exists()


def makes_prospect(institution) -> bool:
    """Whether it is one by missions alone, this one included: what an officer said stands without them."""
    by_missions = not institution.prospect or institution.identifications.filter(marked=True).exists()
    return by_missions and not is_partner(institution)


class Identifies(admin.ModelAdmin):
    def get_inlines(self, request, obj):
        """For missions; of a new activity the kind is not known yet."""
        inlines = super().get_inlines(request, obj)
        if obj is None or obj.kind == ActivityKind.MISSION:
            return inlines
        return [inline for inline in inlines if inline is not IdentificationInline]

    def add_view(self, request, form_url="", extra_context=None):
        with transaction.atomic():
            response = super().add_view(request, form_url, extra_context)
            self.mark(request)
        return response

    def change_view(self, request, object_id, form_url="", extra_context=None):
        with transaction.atomic():
            response = super().change_view(request, object_id, form_url, extra_context)
            self.mark(request)
        return response

    def save_formset(self, request, form, formset, change):
        if formset.model is Identification:
            for row in formset.forms:
                if "institution" in row.changed_data and "institution" in row.cleaned_data:
                    row.instance.marked = makes_prospect(row.instance.institution)
        super().save_formset(request, form, formset, change)
        if formset.model is Identification:
            changed = [row for row, fields in formset.changed_objects if "institution" in fields]
            request.mission = form.instance
            request.identified = {row.institution_id for row in (*formset.new_objects, *changed)}
            request.no_longer_identified = {row.institution_id for row in formset.deleted_objects if row.marked}

    def mark(self, request):
        """After the activity's own revision is closed: going back to it must not undo an institution."""
        for key in sorted(getattr(request, "identified", ())):
            self.mark_one(request, key)
        for key in sorted(getattr(request, "no_longer_identified", ())):
            self.unmark_one(request, key)

    def mark_one(self, request, key):
        with self.marking(request, key) as institution:
            if is_partner(institution):
                told = {"name": institution}
                messages.info(request, _("%(name)s is a partner already: it does not become a prospect.") % told)
            elif not institution.prospect:
                institution.prospect = True
                institution.prospect_since = request.mission.starts_on
                institution.prospect_since_precision = request.mission.starts_on_precision

    def unmark_one(self, request, key):
        """A row taken back: a prospect that missions alone made, and none of them tells of now, is none."""
        with self.marking(request, key) as institution:
            if not institution.prospect_source and not institution.identifications.exists():
                institution.prospect, institution.prospect_since = False, None
                institution.prospect_since_precision = Precision.DAY

    @contextmanager
    def marking(self, request, key):
        """The institution, locked; once changed it is saved in a revision of its own."""
        with create_revision():
            set_user(request.user)
            institution = Institution.objects.select_for_update(of=("self",)).get(pk=key)
            before = institution.prospect
            yield institution
            if institution.prospect == before:
                return
            keep_first(institution)
            institution.version += 1
            institution.save()
            with override(None):
                labels = [
                    str(Institution._meta.get_field(name).verbose_name) for name in ("prospect", "prospect_since")
                ]
            self.log_change(request, institution, [{"changed": {"fields": labels}}])
