"""Agreements: entered on one page, found in one list."""

from django.contrib import admin, messages
from django.db.models import F, Prefetch, Q
from django.forms import Script
from django.utils.translation import gettext_lazy as _

from agreements.expectations import BLOCKS
from agreements.models import Agreement, Instrument, Party
from agreements.models.party import Side
from agreements.past import activities, documents, mails, stages
from inserm_intl.record_admin import HasOfficer, Mine, RecordAdmin, SearchesFolded
from inserm_intl.spreadsheets.admin import HasSpreadsheets
from partners.admin.places import CountryFilter, GroupFilter, HasPlaces, RegionFilter
from partners.models import Institution

from . import columns
from .agreement_form import AgreementForm
from .agreement_sheet import AgreementSheet
from .amending import Amends
from .assessment import HasAssessments
from .documents import DocumentInline, HoldsDocuments, UploadInline
from .due import ShowsDeadlines
from .expected import expected
from .filters import (
    EndingFilter,
    InstrumentFilter,
    SignatureFilter,
    StateFilter,
    ThemeFilter,
    countries_of_parties,
    named,
    with_party_in,
)
from .levels import KeepsLevel
from .parties import AmendmentInline, ContactInline, KeepsMoney, PartyInline, StageInline
from .renewing import Renews
from .seen import SeesAgreements
from .seen_as_public import AgreementsAsPublic


@admin.register(Agreement)
class AgreementAdmin(
    HasSpreadsheets,
    HoldsDocuments,
    KeepsLevel,
    KeepsMoney,
    Renews,
    Amends,
    ShowsDeadlines,
    SearchesFolded,
    HasPlaces,
    HasOfficer,
    HasAssessments,
    columns.Columns,
    SeesAgreements,
    AgreementsAsPublic,
):
    sheet = AgreementSheet()
    form = AgreementForm
    timeline_sources = (*RecordAdmin.timeline_sources, stages, activities, documents, mails)
    inlines = (PartyInline, StageInline, AmendmentInline, ContactInline, DocumentInline, UploadInline)
    actions = ("renew_chosen", "amend_chosen", "terminate_chosen", *RecordAdmin.actions)
    list_display = (
        "reference",
        "named",
        "countries",
        "state",
        "end",
        "stage",
        "case_officer",
        "published",
    )
    list_filter = (
        Mine,
        StateFilter,
        EndingFilter,
        SignatureFilter,
        InstrumentFilter,
        CountryFilter,
        RegionFilter,
        GroupFilter,
        ThemeFilter,
        "published",
    )
    date_hierarchy = "first_day"
    ordering = (F("first_day").desc(nulls_first=True), "reference")
    search_help_text = _("Reference, title, acronym, our number or the partner’s, institution, country.")
    autocomplete_fields = ("themes", "units", "parent", "predecessor")
    readonly_fields = ("reference", "life", "due")
    shown_instead = {"authentic_languages": "languages"}
    fieldsets = (
        (None, {"fields": ["reference", "instrument", "title", "acronym", ("own_number", "partner_number")]}),
        (
            _("Dates"),
            {
                "fields": [
                    ("effective_on", "ends_on"),
                    ("open_ended", "effective_by_text"),
                    "under_revision_since",
                    "life",
                ]
            },
        ),
        (
            _("Renewal"),
            {
                "fields": [
                    ("renewal", "renewal_months", "renewal_maximum"),
                    ("notice_months", "notice_given_on"),
                    "predecessor",
                    "parent",
                ]
            },
        ),
        (_("Content"), {"fields": ["themes", "units", "summary", "authentic_languages"]}),
        (
            _("Follow-up and publication"),
            {"fields": ["due", "officer", "confidentiality", "published", "negotiation_published"]},
        ),
    )

    class Media:
        js = (Script("inserm_intl/agreement_entry.js", defer=True),)

    def changelist_view(self, request, extra_context=None):
        """Nine columns need the room of the menu of nouns."""
        return super().changelist_view(request, {"is_nav_sidebar_enabled": False, **(extra_context or {})})

    def get_queryset(self, request):
        return super().get_queryset(request).seen_by(request.user)

    def in_list(self, queryset):
        parties = Party.objects.filter(side=Side.PARTNER).select_related("institution__country")
        listed = queryset.with_state().prefetch_related(Prefetch("parties", parties, to_attr="partners_listed"))
        return listed.select_related("instrument", "officer").with_current_stage()

    def holding(self, word):
        """In one set of keys: of a million agreements, each condition reads its own index."""
        held = Agreement.objects.filter(Q(folded__contains=word) | Q(folded_internal__contains=word))
        parties = Party.objects.filter(institution__in=Institution.objects.named(word))
        keys = held.order_by().values("pk").union(parties.order_by().values("agreement"), all=True)
        return Q(pk__in=keys)

    def countries_met(self):
        return countries_of_parties()

    def in_countries(self, queryset, countries):
        return with_party_in(queryset, countries)

    def groups_offered(self, request):
        return named(request, "group")

    def get_fieldsets(self, request, obj=None):
        """The system gives the reference, the life and what is due: there is nothing to show before the first save."""
        fieldsets = super().get_fieldsets(request, obj)
        given = () if obj else self.readonly_fields
        return [
            (name, {**options, "fields": [field for field in options["fields"] if field not in given]})
            for name, options in fieldsets
        ]

    def get_formset_kwargs(self, request, obj, inline, prefix):
        options = super().get_formset_kwargs(request, obj, inline, prefix)
        if isinstance(inline, PartyInline) and not obj.pk:
            options["initial"] = [{"side": "french"}, {"side": "partner"}]
        return options

    def render_change_form(self, request, context, *args, **options):
        context["types"] = [(row, expected(row)) for row in Instrument.objects.all()]
        return super().render_change_form(request, context, *args, **options)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        form.instance.rebuild_periods()
        for expectation in form.instance.expectations():
            messages.warning(request, f"{form.instance.reference} – {expectation.sentence}")

    def blocks(self, record):
        found = [row.sentence for row in record.expectations() if row.severity == BLOCKS]
        return list(dict.fromkeys([*found, *super().blocks(record)]))
