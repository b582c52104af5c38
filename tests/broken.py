"""What the database refuses: a row for each named constraint, and one for each further way to break it.

Each is a good record, what makes it wrong, and the field that the sentence must stand beside.
"""

from django.core.exceptions import NON_FIELD_ERRORS
from django.utils import timezone

from agreements.models import AgreementPeriod
from agreements.papers.media import MediaType
from inserm_intl.models import ReferenceCounter
from tests import factories as make
from tests.factories import day

TWICE: dict = {}
LATER = {"since": day("2016-01-01"), "until": day("2015-12-31")}
NOT_VALID = {"valid_from": day("2016-01-01"), "valid_until": day("2015-12-31")}


def period():
    return AgreementPeriod.objects.create(
        agreement=make.AgreementFactory(), state="ended", since=day("2015-01-01"), until=day("2015-12-31")
    )


def counter():
    return ReferenceCounter.objects.create(series="LIA", year=2016)


def itself(row):
    return row.pk


def some_group(_row):
    return make.CountryGroupFactory().pk


def france(_row):
    return make.CountryFactory(code="FR").pk


def some_user(_row):
    return make.UserFactory().pk


def some_call(_row):
    return make.CallFactory().pk


def expiry():
    return make.DeadlineFactory(kind="expiry", what="", agreement=make.AgreementFactory())


def closing():
    return make.DeadlineFactory(kind="call-closing", what="", call=make.CallFactory())


def some_institution(_row):
    return make.InstitutionFactory().pk


def dated(maker):
    return lambda: maker(since=day("2015-01-01"))


def some_activity(_row):
    return make.ActivityFactory().pk


def mailbox():
    return make.ContactFactory(kind="mailbox", name="", function="Relations internationales", email="ri@example.org")


BROKEN = {
    # site
    "page_address": (make.PageFactory, {"slug": "Politique/É"}, "slug"),
    "page_published_in_french": (make.PageFactory, {"body_fr": ""}, "title_fr"),
    "page_published_in_french: untitled": (make.PageFactory, {"title_fr": None, "title_en": "A"}, "title_fr"),
    "reference_counter_once": (counter, TWICE, NON_FIELD_ERRORS),
    "preferences_language": (make.PreferencesFactory, {"language": "xx"}, "language"),
    # partners
    "country_code_is_iso": (make.CountryFactory, {"code": "fr", "iso3": "FRX"}, "code"),
    "country_code_is_iso: three digits": (make.CountryFactory, {"code": "FR", "iso3": "250"}, "code"),
    "membership_until_after_since": (make.MembershipFactory, LATER, "until"),
    "membership_once": (dated(make.MembershipFactory), TWICE, "country"),
    "membership_once_always": (make.MembershipFactory, TWICE, "country"),
    "priority_until_after_since": (make.PriorityFactory, LATER, "until"),
    "priority_country_or_group": (make.PriorityFactory, {"country_id": None}, "country"),
    "priority_country_or_group: both": (
        lambda: make.PriorityFactory(published=False),
        {"group_id": some_group},
        "country",
    ),
    "priority_published_in_french": (make.PriorityFactory, {"text_fr": ""}, "text_fr"),
    "institution_named": (make.InstitutionFactory, {"name_fr": "", "name_en": ""}, "name_fr"),
    "institution_kind": (make.InstitutionFactory, {"kind": "club"}, "kind"),
    "institution_ror_id": (make.InstitutionFactory, {"ror_id": "02vjkv26"}, "ror_id"),
    "institution_not_its_own_kin": (make.InstitutionFactory, {"parent_id": itself}, "parent"),
    "institution_not_its_own_kin: successor": (make.InstitutionFactory, {"successor_id": itself}, "parent"),
    "institution_on_earth": (make.InstitutionFactory, {"latitude": 91, "longitude": 0}, "latitude"),
    "institution_on_earth: half a place": (make.InstitutionFactory, {"latitude": 48}, "latitude"),
    "institution_native_language": (make.InstitutionFactory, {"native_name": "東京大学"}, "native_language"),
    "institution_native_language: of no name": (make.InstitutionFactory, {"native_language": "ja"}, "native_language"),
    "contact_once": (make.ContactFactory, TWICE, "name"),
    "contact_kind": (make.ContactFactory, {"kind": "friend"}, "kind"),
    "contact_person_named": (make.ContactFactory, {"name": ""}, "name"),
    "contact_mailbox_of_no_person": (mailbox, {"email": ""}, "email"),
    "contact_mailbox_of_no_person: of somebody": (mailbox, {"name": "Personne"}, "email"),
    "contact_mailbox_of_no_person: of no function": (mailbox, {"function": ""}, "email"),
    "contact_person_kept_until": (make.ContactFactory, {"keep_until": None}, "keep_until"),
    "institution_prospect_or_partner": (
        lambda: make.InstitutionFactory(prospect=True),
        {"partner_since": day("2016-01-01")},
        "prospect",
    ),
    "institution_prospect_since_precision": (
        lambda: make.InstitutionFactory(prospect_since=day("2016-02-01")),
        {"prospect_since_precision": "year"},
        "prospect_since",
    ),
    "institution_partner_after_prospect": (
        lambda: make.InstitutionFactory(prospect_since=day("2016-01-01")),
        {"partner_since": day("2015-12-31")},
        "partner_since",
    ),
    "thematicinstitute_valid_in_order": (make.ThematicInstituteFactory, NOT_VALID, "valid_until"),
    "researchunit_valid_in_order": (make.ResearchUnitFactory, NOT_VALID, "valid_until"),
    "researchunit_once": (lambda: make.ResearchUnitFactory(valid_from=day("2015-01-01")), TWICE, "code"),
    "researchunit_once_always": (make.ResearchUnitFactory, TWICE, "code"),
    "cooperation_year_in_range": (make.CooperationFactory, {"year": 1066}, "year"),
    "cooperation_abroad": (make.CooperationFactory, {"country_id": france}, "country"),
    "import_state": (make.ImportFactory, {"state": "lost"}, "state"),
    "importrow_once": (make.ImportRowFactory, TWICE, "number"),
    "importrow_kind_known": (make.ImportRowFactory, {"kind": "odd"}, "kind"),
    "registryrecord_on_earth": (make.RegistryRecordFactory, {"latitude": 91, "longitude": 0}, "latitude"),
    "registryrecord_choices": (make.RegistryRecordFactory, {"status": "dreamt"}, NON_FIELD_ERRORS),
    "registryrecord_choices: kind": (make.RegistryRecordFactory, {"kind": "castle"}, NON_FIELD_ERRORS),
    "upstreamchange_once": (make.UpstreamChangeFactory, TWICE, NON_FIELD_ERRORS),
    "upstreamchange_fact": (make.UpstreamChangeFactory, {"fact": "colour"}, NON_FIELD_ERRORS),
    "indicator_denominator": (make.IndicatorFactory, {"unit": "percent"}, "denominator_fr"),
    "indicator_denominator: unheard of": (make.IndicatorFactory, {"unit": "euros"}, "denominator_fr"),
    "keyfigure_in_range": (make.KeyFigureFactory, {"year": 1066}, "year"),
    "keyfigure_in_range: less than nothing": (make.KeyFigureFactory, {"value": -1}, "year"),
    "keyfigure_qualifier": (make.KeyFigureFactory, {"qualifier": "perhaps"}, "qualifier"),
    "keyfigure_country_or_group": (
        lambda: make.KeyFigureFactory(country=make.CountryFactory()),
        {"group_id": some_group},
        "group",
    ),
    "keyfigure_published_with_source": (make.KeyFigureFactory, {"source_url": ""}, "source_url"),
    # agreements
    "instrument_named_in_french": (make.InstrumentFactory, {"name_fr": ""}, "name_fr"),
    "instrument_default_months": (make.InstrumentFactory, {"default_months": 601}, "default_months"),
    "instrument_default_months: none": (make.InstrumentFactory, {"default_months": 0}, "default_months"),
    "instrument_valid_until_above_valid_from": (make.InstrumentFactory, NOT_VALID, "valid_until"),
    **{
        f"instrument_{noun}_max_above_{noun}_min": (
            make.InstrumentFactory,
            {f"{noun}_min": 3, f"{noun}_max": 2},
            f"{noun}_max",
        )
        for noun in ("parties", "countries", "laboratories")
    },
    "agreement_in_order": (
        make.AgreementFactory,
        {"effective_on": day("2016-01-01"), "ends_on": day("2015-12-31")},
        "ends_on",
    ),
    "agreement_dates_precision": (
        make.AgreementFactory,
        {"effective_on": day("2016-11-02"), "effective_on_precision": "month"},
        "effective_on",
    ),
    **{
        f"agreement_dates_precision: {precision} ending on {end}": (
            make.AgreementFactory,
            {"ends_on": day(end), "ends_on_precision": precision},
            "effective_on",
        )
        for precision, end in (
            *(("month", "2016-01-30"), ("month", "2016-04-29"), ("month", "2016-02-27")),
            *(("year", "2016-12-30"), ("year", "2016-11-30"), ("about", "2016-01-01"), ("week", "2016-12-31")),
        )
    },
    "agreement_open_or_ending": (
        make.AgreementFactory,
        {"open_ended": True, "ends_on": day("2016-01-01")},
        "open_ended",
    ),
    "agreement_effective_by_text": (make.AgreementFactory, {"effective_by_text": True}, "effective_by_text"),
    "agreement_tacit_renewal": (
        make.AgreementFactory,
        {"renewal": "tacit", "ends_on": day("2016-01-01")},
        "renewal_months",
    ),
    "agreement_tacit_renewal: without a term": (
        make.AgreementFactory,
        {"renewal": "tacit", "renewal_months": 12},
        "renewal_months",
    ),
    "agreement_tacit_renewal: by no month": (make.AgreementFactory, {"renewal_months": 0}, "renewal_months"),
    "agreement_tacit_renewal: unheard of": (make.AgreementFactory, {"renewal": "magic"}, "renewal_months"),
    "agreement_notice_months": (make.AgreementFactory, {"notice_months": 121}, "notice_months"),
    "agreement_notice_needs_clause": (
        make.AgreementFactory,
        {"notice_given_on": day("2016-01-01")},
        "notice_given_on",
    ),
    "agreement_published_in_french": (make.AgreementFactory, {"title_fr": None, "title_en": "A"}, "title_fr"),
    "agreement_published_is_public": (make.AgreementFactory, {"confidentiality": "internal"}, "confidentiality"),
    "agreement_confidentiality": (
        lambda: make.AgreementFactory(published=False),
        {"confidentiality": "secret"},
        "confidentiality",
    ),
    "agreement_not_its_own_kin": (make.AgreementFactory, {"predecessor_id": itself}, "predecessor"),
    "agreement_not_its_own_kin: framework": (make.AgreementFactory, {"parent_id": itself}, "predecessor"),
    "period_once": (period, TWICE, NON_FIELD_ERRORS),
    "period_in_order": (period, {"until": day("2014-12-31")}, NON_FIELD_ERRORS),
    "period_in_order: unheard of": (period, {"state": "asleep"}, NON_FIELD_ERRORS),
    "stage_once": (make.StageFactory, TWICE, "since"),
    "stage_choices": (make.StageFactory, {"kind": "lost"}, "kind"),
    "stage_choices: desk": (make.StageFactory, {"desk": "moon"}, "kind"),
    "party_once": (make.PartyFactory, TWICE, "institution"),
    "party_choices": (make.PartyFactory, {"side": "third"}, "side"),
    "party_choices: role": (make.PartyFactory, {"role": "guest"}, "side"),
    "party_signed_on_precision": (
        make.PartyFactory,
        {"signed_on": day("2016-02-01"), "signed_on_precision": "year"},
        "signed_on",
    ),
    "agreementcontact_once": (make.AgreementContactFactory, TWICE, "contact"),
    "agreementcontact_role": (make.AgreementContactFactory, {"role": "friend"}, "role"),
    "contribution_once": (make.ContributionFactory, TWICE, "year"),
    "contribution_in_range": (make.ContributionFactory, {"amount": -1}, "amount"),
    "contribution_in_range: year": (make.ContributionFactory, {"year": 1066}, "amount"),
    "contribution_in_range: currency": (make.ContributionFactory, {"currency": "eur"}, "amount"),
    "contribution_in_range: months": (make.ContributionFactory, {"researcher_months": -1}, "amount"),
    "assessment_once": (make.AssessmentFactory, TWICE, "moment"),
    "assessment_choices": (make.AssessmentFactory, {"moment": "birthday"}, "moment"),
    "assessment_choices: security": (make.AssessmentFactory, {"security_opinion": "maybe"}, "moment"),
    "assessment_says_something": (
        make.AssessmentFactory,
        {"scientific_excellence": ""},
        "scientific_excellence",
    ),
    "assessment_day_of_an_opinion": (
        make.AssessmentFactory,
        {"security_opinion_on": day("2016-01-01")},
        "security_opinion_on",
    ),
    "identification_once": (make.IdentificationFactory, TWICE, "institution"),
    "dismissal_of_one_record": (make.DismissalFactory, {"agreement_id": None}, "agreement"),
    "dismissal_of_one_record: both": (make.DismissalFactory, {"institution_id": some_institution}, "agreement"),
    "dismissal_with_a_reason": (make.DismissalFactory, {"why": ""}, "why"),
    "dismissal_with_a_reason: of no kind": (make.DismissalFactory, {"kind": "gift"}, "why"),
    "dismissal_once_of_agreement": (make.DismissalFactory, TWICE, "kind"),
    "dismissal_once_of_institution": (
        lambda: make.DismissalFactory(agreement=None, institution=make.InstitutionFactory(), kind="ror"),
        TWICE,
        "kind",
    ),
    "report_in_order": (make.ReportFactory, {"until": day("2014-12-31")}, "until"),
    "report_level": (make.ReportFactory, {"level": "secret"}, "level"),
    "report_frozen_whole": (make.ReportFactory, {"frozen": "{}"}, "frozen_hash"),
    "report_frozen_whole: no such hash": (
        make.ReportFactory,
        {"frozen": "{}", "frozen_hash": "x", "frozen_on": timezone.now()},
        "frozen_hash",
    ),
    "amendment_once": (make.AmendmentFactory, TWICE, "number"),
    "amendment_kind": (make.AmendmentFactory, {"kind": "gift"}, "kind"),
    "amendment_new_end": (make.AmendmentFactory, {"kind": "extension"}, "new_end"),
    "amendment_new_end: of a termination": (make.AmendmentFactory, {"kind": "termination"}, "new_end"),
    "amendment_suspension_keeps_end": (
        make.AmendmentFactory,
        {"kind": "suspension", "new_end": day("2019-12-31")},
        "new_end",
    ),
    "amendment_suspension_keeps_end: resumption": (
        make.AmendmentFactory,
        {"kind": "resumption", "new_end": day("2019-12-31")},
        "new_end",
    ),
    "programme_published_in_french": (make.ExchangeProgrammeFactory, {"title_fr": ""}, "title_fr"),
    "programme_kind": (make.ExchangeProgrammeFactory, {"kind": "holidays"}, "kind"),
    "programme_days": (make.ExchangeProgrammeFactory, {"days_min": 10, "days_max": 5}, "days_max"),
    "programme_months": (make.ExchangeProgrammeFactory, {"months_min": 10, "months_max": 5}, "months_max"),
    "call_once": (make.CallFactory, TWICE, "slug"),
    "call_published_in_french": (make.CallFactory, {"title_fr": ""}, "title_fr"),
    "call_closes_after_opening": (make.CallFactory, {"opens_on": day("2015-04-01")}, "closes_at"),
    "activity_published_in_french": (make.ActivityFactory, {"title_fr": ""}, "title_fr"),
    "activity_choices": (make.ActivityFactory, {"kind": "picnic"}, "kind"),
    "activity_choices: status": (make.ActivityFactory, {"status": "maybe"}, "kind"),
    "activity_choices: direction": (make.ActivityFactory, {"direction": "up"}, "kind"),
    "document_of_one_record": (make.DocumentFactory, {"agreement_id": None}, "agreement"),
    "document_of_one_record: of two": (make.DocumentFactory, {"activity_id": some_activity}, "agreement"),
    "document_once": (make.DocumentFactory, TWICE, "sha256"),
    "document_once_of_activity": (
        lambda: make.DocumentFactory(agreement=None, activity=make.ActivityFactory()),
        TWICE,
        "sha256",
    ),
    "document_choices": (make.DocumentFactory, {"kind": "poem"}, "kind"),
    "document_choices: type": (make.DocumentFactory, {"media_type": "text/html", "kind": "report"}, "kind"),
    "document_choices: level": (make.DocumentFactory, {"confidentiality": "secret"}, "kind"),
    "document_fingerprint": (make.DocumentFactory, {"sha256": "A" * 64}, "sha256"),
    "document_fingerprint: of nothing": (make.DocumentFactory, {"size": 0}, "sha256"),
    "document_working_file_is_for_staff": (
        lambda: make.DocumentFactory(kind="working"),
        {"confidentiality": "public"},
        "confidentiality",
    ),
    "document_working_file_is_for_staff: in Word": (
        lambda: make.DocumentFactory(kind="report", media_type=MediaType.DOCX),
        {"confidentiality": "public"},
        "confidentiality",
    ),
    "document_signed_is_pdf": (make.DocumentFactory, {"media_type": MediaType.XLSX}, "kind"),
    "document_published_is_public": (make.DocumentFactory, {"published": True}, "confidentiality"),
    "activity_in_order": (make.ActivityFactory, {"ends_on": day("2015-03-01")}, "ends_on"),
    "activity_dates_precision": (
        make.ActivityFactory,
        {"ends_on": day("2015-04-29"), "ends_on_precision": "month"},
        "starts_on",
    ),
    "deadline_of_its_kind": (make.DeadlineFactory, {"kind": "expiry"}, "agreement"),
    "deadline_of_its_kind: unheard of": (make.DeadlineFactory, {"kind": "wish"}, "agreement"),
    "deadline_of_its_kind: a call to do": (make.DeadlineFactory, {"call_id": some_call}, "agreement"),
    "deadline_says_what": (make.DeadlineFactory, {"what": ""}, "what"),
    "deadline_due_on_precision": (
        make.DeadlineFactory,
        {"due_on": day("2026-03-30"), "due_on_precision": "month"},
        "due_on",
    ),
    "deadline_done_on_a_day": (make.DeadlineFactory, {"done_by_id": some_user}, "done_on"),
    "deadline_once": (expiry, TWICE, "agreement"),
    "deadline_of_call_once": (closing, TWICE, "call"),
    "reminder_once": (make.ReminderFactory, TWICE, "falls_on"),
    "reminder_milestone": (make.ReminderFactory, {"milestone": "2y"}, "milestone"),
}
