"""Text columns that hold nothing on a person, with the reason; the others are in the register."""

KEY = "A key, a code or a hash that names a record or a language."
BODY = "What an institution, a unit, a country or a kind of thing is called, described by or found at."
SOFTWARE = "Written by the software about itself."

NOTHING_PERSONAL: dict[str, dict[str, str]] = {
    KEY: {
        "agreements.Activity": "reference",
        "agreements.Agreement": "reference authentic_languages",
        "agreements.AgreementPeriod": "reason",
        "agreements.Call": "slug time_zone",
        "agreements.Contribution": "currency",
        "agreements.Deadline": "code",
        "agreements.Document": "language sha256",
        "agreements.ExchangeProgramme": "slug",
        "agreements.Instrument": "code",
        "agreements.Report": "reference frozen_hash",
        "inserm_intl.Import": "noun digest",
        "inserm_intl.ImportRow": "record_key",
        "inserm_intl.Page": "slug",
        "inserm_intl.ReferenceCounter": "series",
        "inserm_intl.Run": "command",
        "partners.Country": "code iso3",
        "partners.CountryGroup": "code",
        "partners.FormerAddress": "slug ror_id",
        "partners.Indicator": "code",
        "partners.Institution": "slug native_language ror_id",
        "partners.KeyFigure": "slug",
        "partners.Priority": "slug",
        "partners.Region": "code",
        "partners.RegistryRecord": "ror_id native_language successors checksum",
        "partners.ResearchUnit": "code",
        "partners.ThematicInstitute": "code",
    },
    BODY: {
        "*": "source_url",
        "agreements.Activity": "city",
        "agreements.Instrument": "acronym name expansion description",
        "agreements.Party": "signed_at",
        "auth.Group": "name",
        "partners.Country": "name",
        "partners.CountryGroup": "name",
        "partners.Indicator": "name definition denominator",
        "partners.Institution": "name native_name acronym aliases city website",
        "partners.Region": "name",
        "partners.RegistryRecord": "name native_name acronym aliases city other_places website name_fr name_en name_es",
        "partners.ResearchUnit": "name city delegation aliases website",
        "partners.ThematicInstitute": "acronym name",
    },
    SOFTWARE: {
        "admin.LogEntry": "object_id",
        "auth.Permission": "name codename",
        "contenttypes.ContentType": "app_label model",
        "reversion.Version": "object_id db format",
        # Empty here: who says who logs in is named by the settings.
        "socialaccount.SocialApp": "client_id key name provider provider_id secret settings",
    },
}
