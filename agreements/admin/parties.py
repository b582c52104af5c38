"""The rows of an agreement: its parties, its stages, its amendments, its contacts."""

from django.contrib import admin
from django.forms import BaseInlineFormSet, ValidationError
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from modeltranslation.admin import TranslationStackedInline

from agreements.models import AgreementContact, Amendment, Contribution, Party, Stage
from inserm_intl.record_admin import FewRows, KnownKeys, ShowsPartialDates, Table

DELETES_MONEY = "agreements.delete_contribution"


class PartyFormSet(BaseInlineFormSet):
    """Lets the agreement's form judge the parties as typed, before any is saved."""

    # Set for each request: whether what a party pays may go with it.
    may_lose_money = False

    def clean(self):
        super().clean()
        if self.instance.entry_form.refuses(self.typed()):
            raise ValidationError(_("With these parties the agreement cannot be saved as it is: see above."))
        for form in self.deleted_forms:
            if not self.may_lose_money and form.instance.contributions.exists():
                form.add_error(None, _("You may not delete this party: other records depend on it."))
                raise ValidationError(_("A party that you may not delete stays."))

    def typed(self) -> list[Party]:
        kept = [form for form in self.forms if form not in self.deleted_forms]
        return [form.instance for form in kept if form.instance.institution_id and "institution" not in form.errors]


class KeepsMoney(admin.ModelAdmin):
    """Of an agreement: no party goes, by deleting it or by going back, with money that the user may not delete."""

    def may_return_to(self, request, version, stored):
        kept = version.revision.version_set.get_for_model(Party).values_list("object_id", flat=True)
        lost = Contribution.objects.filter(party__agreement=stored).exclude(party__in=[int(key) for key in kept])
        may = stored is None or request.user.has_perm(DELETES_MONEY) or not lost.exists()
        return may and super().may_return_to(request, version, stored)


class PartyInline(ShowsPartialDates, KnownKeys, FewRows, TranslationStackedInline):
    model = Party
    formset = PartyFormSet
    autocomplete_fields = ("institution",)
    readonly_fields = ("money",)
    fieldsets = (
        (
            None,
            {
                "fields": [
                    ("institution", "side", "role"),
                    ("laboratory", "order"),
                    ("signed_on", "signed_at", "originals_received"),
                    ("signatory_function", "signatory_name", "by_delegation"),
                    "money",
                ]
            },
        ),
    )

    def get_formset(self, request, obj=None, **options):
        formset = super().get_formset(request, obj, **options)
        formset.may_lose_money = request.user.has_perm(DELETES_MONEY)
        return formset

    def get_extra(self, request, obj=None, **options):
        return 0 if obj else 2

    def has_view_permission(self, request, obj=None):
        """Who sees the agreement sees its parties: the form judges by them."""
        return True

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        if obj and request.user.has_perm("agreements.view_contribution"):
            return fieldsets
        return [
            (name, {**options, "fields": [field for field in options["fields"] if field != "money"]})
            for name, options in fieldsets
        ]

    @admin.display(description=gettext_lazy("contributions"))
    def money(self, party):
        if not party.pk:
            return "–"
        url = reverse("admin:agreements_contribution_changelist")
        return format_html('<a href="{}?party={}">{}</a>', url, party.pk, _("What this party gives each year"))


class StageInline(Table):
    model = Stage
    fields = ("kind", "since", "desk", "note")

    def get_extra(self, request, obj=None, **options):
        return 0 if obj else 1


class AmendmentInline(FewRows, TranslationStackedInline):
    model = Amendment
    fieldsets = ((None, {"fields": [("number", "kind"), ("signed_on", "effective_on", "new_end"), "subject"]}),)


class ContactInline(KnownKeys, Table):
    model = AgreementContact
    fields = ("role", "contact")
    autocomplete_fields = ("contact",)
