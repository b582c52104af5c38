"""The columns of agreements, a row for each party.

One layout serves XLSX and CSV, and a list sorted or filtered in Excel stays whole: each row says which
agreement it belongs to. What is the agreement's own is repeated; in an import it may be left empty after
the first row. A party that no row names is left as it is: parties are taken away in the form.
"""

from django.core.exceptions import ValidationError
from django.db.models import Prefetch
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.expectations import BLOCKS
from agreements.models import Agreement, AgreementPeriod, Confidentiality, Party
from inserm_intl.spreadsheets.columns import Choice, Column, Number, YesNo
from inserm_intl.spreadsheets.dates import Day, PartialDay
from inserm_intl.spreadsheets.judging import Verdict, fill, validate
from inserm_intl.spreadsheets.naming import Many, One
from inserm_intl.spreadsheets.sheets import Sheet, provenance
from inserm_intl.templatetags.texts import language_name
from partners.admin.naming import institutions, officers, themes, units

from .agreement_form import LANGUAGES
from .naming import SeenAgreement, instruments, is_hidden


class Languages(Column):
    """Codes of languages, separated by semicolons."""

    kind = gettext_lazy("codes separated by ;")

    def allowed(self, r):
        return [f"{code} ({language_name(code)})" for code in LANGUAGES]

    def said(self, value, r):
        return "; ".join(value or ())

    def read(self, text, r, line, record):
        return r.form_field(self).clean([code.strip().casefold() for code in text.split(";") if code.strip()])


class Level(Choice):
    """Only a publisher lowers the confidentiality, and nobody puts an agreement out of their own sight."""

    def read(self, text, r, line, record):
        level = super().read(text, r, line, record)
        form = r.admin.get_form(r.request, record)(instance=record) if record.pk else r.form
        return form.fields[self.name].clean(level) if self.name in form.fields else level

    def may_restore(self, record, kept, r):
        try:
            self.read(kept, r, None, record)
        except ValidationError:
            return False
        return super().may_restore(record, kept, r)


class OfParty:
    """Headings that say that the column is the party's."""

    def label(self):
        return _("Party: %(name)s") % {"name": super().label().lower()}


class Named(OfParty, One):
    pass


class Chosen(OfParty, Choice):
    pass


class Said(OfParty, Column):
    pass


class Dated(OfParty, PartialDay):
    pass


class Whether(OfParty, YesNo):
    pass


class PartySheet(Sheet):
    model, key, prefix = Party, "institution", "parties."
    declared = (
        Named("institution", institutions, example="Université d’Ottawa"),
        Chosen("side"),
        Chosen("role"),
        Said("laboratory"),
        Dated("signed_on", example="11/2016"),
        Said("signed_at", example="Paris"),
        Said("signatory_function_fr"),
        Said("signatory_name"),
        Whether("by_delegation"),
        Whether("originals_received"),
    )

    def all_declared(self):
        return self.declared

    def judge(self, line, agreement, stored, r) -> Verdict:
        """The verdict on a row's party: that of its institution, or a new one."""
        verdict, column = Verdict(line, Party(agreement=agreement), is_new=True), self.by_name["institution"]
        try:
            institution = column.find(line.cells.get("institution", ""), r, line, verdict.record)
        except ValidationError as error:
            verdict.refuse(column.path, " ".join(error.messages))
            return verdict
        known = next((party for party in stored if party.institution_id == institution.pk), None)
        if known:
            verdict.record, verdict.is_new = known, False
        fill(verdict, self, r, part=str(institution))
        if verdict.changes and not verdict.errors:
            validate(verdict, self, r)
        return verdict


class AgreementSheet(Sheet):
    model = Agreement
    part = PartySheet()
    owned = (Party, AgreementPeriod)
    declared = (
        One("instrument", instruments, example="lia"),
        Column("title_fr", example="Neurosciences sociales"),
        Column("title_en"),
        Column("title_es"),
        Column("acronym"),
        Column("own_number"),
        Column("partner_number"),
        PartialDay("effective_on", example="31/12/2015"),
        PartialDay("ends_on", example="12/2019"),
        YesNo("open_ended"),
        YesNo("effective_by_text"),
        Choice("renewal"),
        Number("renewal_months", example="48"),
        Number("renewal_maximum", example="1"),
        Number("notice_months", example="6"),
        Day("notice_given_on", example="30/06/2019"),
        Day("under_revision_since"),
        SeenAgreement("predecessor", example="LIA-2012-001"),
        SeenAgreement("parent", example="FRAMEWORK-2010-001"),
        Many("themes", themes),
        Many("units", units, example="U1016; U1200"),
        Column("summary_fr"),
        Column("summary_en"),
        Column("summary_es"),
        Languages("authentic_languages", example="fr; en"),
        One("officer", officers),
        Level("confidentiality"),
        YesNo("published"),
        YesNo("negotiation_published"),
        *provenance(),
    )

    def records(self, queryset):
        parties = Party.objects.select_related("institution")
        return super().records(queryset).prefetch_related(Prefetch("parties", parties, to_attr="parties_listed"))

    def parts_of(self, agreement):
        return getattr(agreement, "parties_listed", [])

    def check(self, agreement, verdict, r):
        fresh = [part.record for part in verdict.parts if part.is_new]
        parties = [*self.parts_of(agreement), *fresh]
        if len({party.institution_id for party in parties}) < len(parties):
            verdict.refuse("parties.institution", _("This institution is already in the agreement."))
        for row in agreement.expectations(parties):
            if row.severity == BLOCKS:
                verdict.refuse(row.field, row.sentence)
            else:
                verdict.warnings.append(row.sentence)
        if agreement.confidentiality == Confidentiality.RESTRICTED and is_hidden(agreement, r):
            verdict.refuse("confidentiality", _("This cannot be changed here, or not by you."))

    def after_save(self, agreement, verdict):
        written = [part for part in verdict.parts if part.changes]
        for part in written:
            part.record.agreement = agreement
            part.record.save()
        kept = {part.record.pk: None if part.is_new else part.before for part in written}
        verdict.before |= {"parties": kept} if kept else {}
        agreement.rebuild_periods()

    def why_kept(self, agreement, before):
        """Money was entered for a party that the import made."""
        made = [key for key, kept in before.get("parties", {}).items() if kept is None]
        is_paying = Party.objects.filter(pk__in=made, contributions__isnull=False).exists()
        return _("something refers to it") if is_paying else ""

    def put_back_parts(self, agreement, before):
        for key, kept in before.get("parties", {}).items():
            if kept is None:
                Party.objects.filter(pk=key).delete()
            elif party := Party.objects.filter(pk=key).first():
                for name, value in kept.items():
                    self.part.by_name[name].restore(party, value)
                party.save()
        agreement.rebuild_periods()
