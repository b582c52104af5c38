"""The columns of declared collaborations, which units send once a year under names of their own."""

from collections import Counter

from django.utils.translation import gettext as _

from inserm_intl.spreadsheets.columns import Number, YesNo
from inserm_intl.spreadsheets.naming import One
from inserm_intl.spreadsheets.sheets import Sheet, provenance
from partners.models import Cooperation

from .naming import countries, institutions, themes, units


class UnitThen(One):
    """A unit; of several that had the same code, the one of the year declared."""

    def narrow(self, found, line, record, r):
        year = record.year or 0
        of_year = [unit for unit in found if was_valid(unit, year)]
        return of_year if len(found) > 1 else found


class InstitutionThere(One):
    """An institution; of several so called, the one in the country of the row, and never one elsewhere."""

    def narrow(self, found, line, record, r):
        code = country_code(line.cells, r)
        return [row for row in found if code in (None, row.country_id)]


def was_valid(unit, year: int) -> bool:
    begun = unit.valid_from is None or unit.valid_from.year <= year
    return begun and (unit.valid_until is None or unit.valid_until.year >= year)


def country_code(cells: dict[str, str], r) -> str | None:
    """The country that a row names, where it names one."""
    text = cells.get("country", "")
    found = r.known(r.sheet.by_name["country"]).find(text) if text.strip() else []
    return found[0].pk if len(found) == 1 else None


def said(cooperation) -> tuple:
    """What makes two declarations the same."""
    institution, country = cooperation.institution_id, cooperation.country_id
    return cooperation.year, cooperation.unit_id, institution, country, cooperation.theme_id


class CooperationSheet(Sheet):
    model = Cooperation
    declared = (
        Number("year", example="2025"),
        UnitThen("unit", units, example="U1016", waits=True),
        InstitutionThere("institution", institutions, example="Université d’Ottawa", waits=True),
        One("country", countries, example="Canada"),
        One("theme", themes),
        YesNo("published"),
        *provenance(),
    )

    def save_new(self, records):
        Cooperation.objects.enter(records)

    def check(self, record, verdict, r):
        """A second reading of the same file would declare everything twice."""
        if not verdict.is_new:
            return
        known = r.looked_up.setdefault(("declared", record.year), None)
        if known is None:
            known = r.looked_up[("declared", record.year)] = declared(record.year)
        record.take_country()
        if twins := known[said(record)]:
            verdict.warnings.append(_("Already declared in the same words: %(count)s times.") % {"count": twins})


def declared(year: int) -> Counter:
    rows = Cooperation.objects.filter(year=year).values_list("year", "unit", "institution", "country", "theme")
    return Counter(rows.iterator(chunk_size=2000))
