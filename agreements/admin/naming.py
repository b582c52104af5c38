"""How a cell of a spreadsheet names an agreement, a type, a programme: never one that the officer may not see."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from agreements.models import Activity, Agreement, Confidentiality, ExchangeProgramme, Instrument
from inserm_intl.spreadsheets.naming import BETWEEN, Asked, Known, Many, One


def agreements(r) -> Asked:
    return Asked(Agreement.objects.seen_by(r.user), "reference")


def activities(r) -> Asked:
    return Asked(Activity.objects.all(), "reference")


def instruments(r) -> Known:
    return Known(
        Instrument.objects.all(),
        lambda row: [row.name_fr, row.name_en, row.name_es, row.acronym],
        lambda row: row.code,
        lambda row: row.code,
    )


def programmes(r) -> Known:
    return Known(
        ExchangeProgramme.objects.all(),
        lambda row: [row.title_fr, row.title_en, row.title_es],
        lambda row: row.slug,
        lambda row: row.slug,
    )


def is_hidden(agreement, r) -> bool:
    restricted = agreement.confidentiality == Confidentiality.RESTRICTED
    return restricted and not r.user.has_perm("agreements.see_restricted")


def references_seen(r) -> set[str]:
    return set(Agreement.objects.seen_by(r.user).values_list("reference", flat=True))


def without_hidden(text: str, r) -> str:
    """References of agreements; what was restricted or deleted since is not named."""
    if not text:
        return text
    known, hidden = r.once(references_seen), _("agreement not shown")
    return "; ".join(name if name in known else hidden for name in map(str.strip, text.split(BETWEEN)))


class SeenAgreement(One):
    """Empty where the agreement is out of sight, and then not to be changed."""

    def __init__(self, name, **options):
        super().__init__(name, agreements, **options)

    def said(self, value, r):
        return "" if value is None or is_hidden(value, r) else super().said(value, r)

    def read(self, text, r, line, record):
        now = self.value(record)
        if now is not None and is_hidden(now, r):
            raise ValidationError(_("This cannot be changed here, or not by you."))
        return super().read(text, r, line, record)

    def seen(self, text, r):
        return without_hidden(text, r)


class SeenAgreements(Many):
    """Those in sight; the others stay as they are."""

    def __init__(self, name, **options):
        super().__init__(name, agreements, **options)

    def said(self, value, r):
        return super().said([row for row in value if not is_hidden(row, r)], r)

    def read(self, text, r, line, record):
        unseen = [row for row in self.value(record) if is_hidden(row, r)]
        return [*super().read(text, r, line, record), *unseen]

    def seen(self, text, r):
        return without_hidden(text, r)
