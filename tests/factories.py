"""A maker for every noun. What a test does not say is a plain, valid, published value.

`in_force()` is the shortest way to an agreement that a visitor sees. Agreements, parties, stages
and amendments made here leave the stored periods right, as the admin and `loaddata` do.
"""

import datetime
from string import ascii_uppercase

import factory
from django.contrib.auth.models import User
from factory.django import DjangoModelFactory

from agreements import models as agreements
from agreements.papers import vault
from inserm_intl.models import Import, ImportRow, Page, Preferences
from partners import models as partners
from tests.ror_records import ror_id

KNOWN = {
    "BR": ("BRA", "Brésil", "Brazil"),
    "CA": ("CAN", "Canada", "Canada"),
    "DE": ("DEU", "Allemagne", "Germany"),
    "FR": ("FRA", "France", "France"),
    "JP": ("JPN", "Japon", "Japan"),
}
# X and Q begin few real codes: they name countries that only tests know.
INVENTED = [first + second for first in "XQ" for second in ascii_uppercase]


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


class RegionFactory(DjangoModelFactory):
    class Meta:
        model = partners.Region
        django_get_or_create = ("code",)

    code = factory.Sequence(lambda number: f"{number % 1000:03}")
    name_fr = factory.LazyAttribute(lambda region: f"Région {region.code}")


class CountryFactory(DjangoModelFactory):
    """`CountryFactory(code="JP")` is the same country every time it is asked for."""

    class Meta:
        model = partners.Country
        django_get_or_create = ("code",)

    code = factory.Sequence(lambda number: INVENTED[number % len(INVENTED)])
    iso3 = factory.LazyAttribute(lambda country: KNOWN.get(country.code, (f"{country.code}X",))[0])
    name_fr = factory.LazyAttribute(lambda country: KNOWN.get(country.code, ("", f"Pays {country.code}"))[1])
    name_en = factory.LazyAttribute(lambda country: KNOWN.get(country.code, ("", "", f"Country {country.code}"))[2])


class CountryGroupFactory(DjangoModelFactory):
    class Meta:
        model = partners.CountryGroup
        django_get_or_create = ("code",)

    code = factory.Sequence("group-{}".format)
    name_fr = factory.LazyAttribute(lambda group: f"Groupe {group.code}")


class MembershipFactory(DjangoModelFactory):
    class Meta:
        model = partners.Membership

    group = factory.SubFactory(CountryGroupFactory)
    country = factory.SubFactory(CountryFactory)


class PriorityFactory(DjangoModelFactory):
    class Meta:
        model = partners.Priority

    slug = factory.Sequence("priority-{}".format)
    country = factory.SubFactory(CountryFactory)
    text_fr = "Coopérer davantage."
    published = True


class InstitutionFactory(DjangoModelFactory):
    """An institution abroad, in a country of its own; `french=True` puts it in France."""

    class Meta:
        model = partners.Institution

    class Params:
        french = factory.Trait(country=factory.SubFactory(CountryFactory, code="FR"))

    name_fr = factory.Sequence("Institut {}".format)
    country = factory.SubFactory(CountryFactory)
    published = True


class ContactFactory(DjangoModelFactory):
    """A person at an institution, to be kept for three years."""

    class Meta:
        model = partners.Contact

    institution = factory.SubFactory(InstitutionFactory)
    name = factory.Sequence("Personne {}".format)


class RegistryRecordFactory(DjangoModelFactory):
    """Of the ROR registry, with an identifier that is valid."""

    class Meta:
        model = partners.RegistryRecord

    ror_id = factory.Sequence(ror_id)
    name = factory.Sequence("Organisme {}".format)
    country = factory.SubFactory(CountryFactory)
    checksum = "of an older load"


class UpstreamChangeFactory(DjangoModelFactory):
    """The registry says something new; `record` is linked to an institution where their identifiers are the same."""

    class Meta:
        model = partners.UpstreamChange

    record = factory.SubFactory(RegistryRecordFactory)
    fact = "website"


class ThematicInstituteFactory(DjangoModelFactory):
    class Meta:
        model = partners.ThematicInstitute

    code = factory.Sequence("theme-{}".format)
    name_fr = factory.LazyAttribute(lambda theme: f"Domaine {theme.code}")


class ResearchUnitFactory(DjangoModelFactory):
    class Meta:
        model = partners.ResearchUnit

    code = factory.Sequence(lambda number: f"U{2000 + number}")  # U1016 and U1200 are those of `tests.world`
    name = factory.LazyAttribute(lambda unit: f"Unité {unit.code}")


class CooperationFactory(DjangoModelFactory):
    """Declared for 2015; `institution=…` gives it its country, else it is in one of its own."""

    class Meta:
        model = partners.Cooperation

    year = 2015
    unit = factory.SubFactory(ResearchUnitFactory)
    country = factory.Maybe("institution", None, factory.SubFactory(CountryFactory))
    published = True


class IndicatorFactory(DjangoModelFactory):
    class Meta:
        model = partners.Indicator
        django_get_or_create = ("code",)

    code = factory.Sequence("indicator-{}".format)
    name_fr = factory.LazyAttribute(lambda indicator: f"Indicateur {indicator.code}")


class KeyFigureFactory(DjangoModelFactory):
    """A figure of the whole world for 2015, with its source."""

    class Meta:
        model = partners.KeyFigure

    slug = factory.Sequence("figure-{}".format)
    indicator = factory.SubFactory(IndicatorFactory)
    year = 2015
    value = 100
    source_url = "https://example.org/figures"
    published = True


class InstrumentFactory(DjangoModelFactory):
    """A LIA, unless another code is asked for."""

    class Meta:
        model = agreements.Instrument
        django_get_or_create = ("code",)

    code = "lia"
    acronym = factory.LazyAttribute(lambda instrument: instrument.code.upper())
    name_fr = "Laboratoire international associé"
    default_months = 48


class AgreementFactory(DjangoModelFactory):
    """An agreement without parties: no visitor sees it before it is signed."""

    class Meta:
        model = agreements.Agreement

    instrument = factory.SubFactory(InstrumentFactory)
    title_fr = factory.Sequence("Accord {}".format)
    published = True

    @classmethod
    def _create(cls, model_class, *args, **fields):
        agreement = super()._create(model_class, *args, **fields)
        agreement.rebuild_periods()
        return agreement


class FactFactory(DjangoModelFactory):
    """A row that may change what its agreement was on a day."""

    class Meta:
        abstract = True

    agreement = factory.SubFactory(AgreementFactory)

    @classmethod
    def _create(cls, model_class, *args, **fields):
        row = super()._create(model_class, *args, **fields)
        row.agreement.rebuild_periods()
        return row


class StageFactory(FactFactory):
    class Meta:
        model = agreements.Stage

    kind = "under-discussion"
    since = day("2014-01-15")


class PartyFactory(FactFactory):
    """A partner abroad that has not signed yet; `french=True` is the French side."""

    class Meta:
        model = agreements.Party

    class Params:
        french = factory.Trait(side="french", institution=factory.SubFactory(InstitutionFactory, french=True))

    institution = factory.SubFactory(InstitutionFactory)
    side = "partner"


class AmendmentFactory(FactFactory):
    class Meta:
        model = agreements.Amendment

    number = factory.Sequence(lambda number: number + 1)
    kind = "change"
    signed_on = day("2016-01-15")


class AgreementContactFactory(DjangoModelFactory):
    class Meta:
        model = agreements.AgreementContact

    agreement = factory.SubFactory(AgreementFactory)
    contact = factory.SubFactory(ContactFactory)


class AssessmentFactory(DjangoModelFactory):
    class Meta:
        model = agreements.Assessment

    agreement = factory.SubFactory(AgreementFactory)
    moment = "mid-term"
    assessed_on = day("2015-06-30")
    assessed_by = "Comité des relations internationales"
    scientific_excellence = "Deux équipes reconnues."


class ContributionFactory(DjangoModelFactory):
    class Meta:
        model = agreements.Contribution

    party = factory.SubFactory(PartyFactory)
    year = 2015
    amount = 20_000


class DismissalFactory(DjangoModelFactory):
    """An agreement's missing English title, left as it is."""

    class Meta:
        model = agreements.Dismissal

    kind = "english"
    agreement = factory.SubFactory(AgreementFactory)
    why = "Ne sera pas complété"
    dismissed_on = day("2016-01-15")


class ExchangeProgrammeFactory(DjangoModelFactory):
    class Meta:
        model = agreements.ExchangeProgramme

    slug = factory.Sequence("programme-{}".format)
    kind = "exploratory-visits"
    title_fr = factory.LazyAttribute(lambda programme: f"Programme {programme.slug}")
    published = True


class CallFactory(DjangoModelFactory):
    """Open from 1 February to the evening of 31 March 2015."""

    class Meta:
        model = agreements.Call

    programme = factory.SubFactory(ExchangeProgrammeFactory)
    slug = factory.Sequence("call-{}".format)
    title_fr = factory.LazyAttribute(lambda call: f"Appel {call.slug}")
    opens_on = day("2015-02-01")
    closes_at = datetime.datetime(2015, 3, 31, 16, tzinfo=datetime.UTC)
    published = True


class ActivityFactory(DjangoModelFactory):
    class Meta:
        model = agreements.Activity

    kind = "visit"
    status = "held"
    title_fr = factory.Sequence("Visite {}".format)
    country = factory.SubFactory(CountryFactory)
    starts_on = day("2015-03-02")
    published = True


class ImportFactory(DjangoModelFactory):
    """A file of institutions that waits to be confirmed."""

    class Meta:
        model = Import

    noun = "partners.institution"
    file_name = "liste.xlsx"


class ImportRowFactory(DjangoModelFactory):
    class Meta:
        model = ImportRow

    of_import = factory.SubFactory(ImportFactory)
    number = 2
    kind = "new"


class IdentificationFactory(DjangoModelFactory):
    """A mission identified an institution."""

    class Meta:
        model = agreements.Identification

    activity = factory.SubFactory(ActivityFactory, kind="mission")
    institution = factory.SubFactory(InstitutionFactory)


class UserFactory(DjangoModelFactory):
    """A member of staff with an address and every right."""

    class Meta:
        model = User

    username = factory.Sequence("officer-{}".format)
    email = factory.LazyAttribute(lambda user: f"{user.username}@example.org")
    is_staff = True
    is_superuser = True


class PreferencesFactory(DjangoModelFactory):
    class Meta:
        model = Preferences

    user = factory.SubFactory(UserFactory)


class DeadlineFactory(DjangoModelFactory):
    """Something to do by the end of March 2026."""

    class Meta:
        model = agreements.Deadline

    what = factory.Sequence("Envoyer le projet {}".format)
    due_on = day("2026-03-31")


class ReminderFactory(DjangoModelFactory):
    class Meta:
        model = agreements.Reminder

    deadline = factory.SubFactory(DeadlineFactory)
    milestone = "7d"
    falls_on = day("2026-03-24")


class DocumentFactory(DjangoModelFactory):
    """A signed PDF of an agreement, for staff. `content=b"…"` keeps a file; without, there is only its row."""

    class Meta:
        model = agreements.Document
        exclude = ("content",)

    class Params:
        online = factory.Trait(confidentiality="public", published=True)

    content = None
    agreement = factory.SubFactory(AgreementFactory)
    media_type = "application/pdf"
    original_name = factory.Sequence("signed-{}.pdf".format)
    size = 1000

    @factory.lazy_attribute_sequence
    def sha256(self, number):
        return vault.keep(self.content) if self.content else f"{number:064x}"


class ReportFactory(DjangoModelFactory):
    """Of 2015, as every member of staff may read it."""

    class Meta:
        model = agreements.Report

    title = "Mouvements de 2015"
    since = day("2014-12-31")
    until = day("2015-12-31")


class PageFactory(DjangoModelFactory):
    class Meta:
        model = Page

    slug = factory.Sequence("policy/page-{}".format)
    title_fr = "Politique"
    body_fr = "Texte."
    published = True


def in_force(*, signed="2015-01-10", french=None, partner=None, **fields) -> agreements.Agreement:
    """A public agreement, signed on a day by a French and a foreign institution, without a fixed end unless told.

    `signed=None` leaves both signatures out. More parties: `PartyFactory(agreement=…, signed_on=…)`.
    """
    agreement = AgreementFactory(**{"open_ended": not fields.get("ends_on"), **fields})
    when = {"agreement": agreement, "signed_on": signed and day(signed)}
    PartyFactory(french=True, **when, **({"institution": french} if french else {}))
    PartyFactory(**when, **({"institution": partner} if partner else {}))
    agreement.refresh_from_db()
    return agreement
