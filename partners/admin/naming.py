"""How a cell of a spreadsheet names an institution, a country, a unit, a research field, an officer."""

from django.contrib.auth import get_user_model

from inserm_intl.spreadsheets.naming import Known
from partners.models import Country, Institution, ResearchUnit, ThematicInstitute


def names(record) -> list[str]:
    return [record.name_fr, record.name_en, record.name_es]


def institutions(r) -> Known:
    def names_of(row):
        return [*names(row), row.native_name, row.acronym, row.ror_id, *row.aliases.splitlines()]

    return Known(Institution.objects.all(), names_of, lambda row: row.name or row.native_name, lambda row: row.slug)


def countries(r) -> Known:
    return Known(Country.objects.all(), lambda row: [*names(row), row.iso3], lambda row: row.name, lambda row: row.code)


def units(r) -> Known:
    """A code that came back for another term is told apart by its first day."""
    return Known(
        ResearchUnit.objects.all(),
        lambda row: [row.name, str(row), *row.aliases.splitlines()],
        lambda row: row.code,
        lambda row: f"{row.code} {row.valid_from or ''}".strip(),
    )


def themes(r) -> Known:
    return Known(
        ThematicInstitute.objects.all(),
        lambda row: [*names(row), row.acronym],
        lambda row: row.name,
        lambda row: row.code,
    )


def officers(r) -> Known:
    users = get_user_model().objects.filter(is_staff=True) | get_user_model().objects.filter(
        **{f"{r.sheet.model._meta.get_field('officer').related_query_name()}__isnull": False}
    )
    return Known(
        users.distinct(),
        lambda user: [user.get_full_name()],
        lambda user: user.get_username(),
        lambda user: user.get_username(),
    )
