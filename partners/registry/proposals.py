"""A few letters, an acronym or a ROR identifier: which records of the registry could be meant."""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.db.models.functions import Length

from inserm_intl.shapes import shape
from partners.likeness import ENOUGH, FIRST_UNSPACED, MOST_COMPARED, held, likeness, names_of, telling
from partners.models import Country, Institution, RegistryRecord
from partners.models.registry import Status
from partners.ror import RorIdField, check_ror_id

from .successors import followed

MOST_LETTERS, MOST_WORDS = 200, 8


@dataclass
class Proposal:
    """A record that an institution can be filled in from, or that is entered already."""

    record: RegistryRecord
    # Records that were asked for and have been withdrawn in favour of this one.
    replaces: list[RegistryRecord] = field(default_factory=list)
    entered: Institution | None = None

    @property
    def is_gone(self) -> bool:
        return self.record.status != Status.ACTIVE

    @property
    def fills(self) -> bool:
        """Whether an institution can be entered from it."""
        return self.entered is None and self.record.status != Status.WITHDRAWN


def proposals(text: str, limit: int = 8) -> list[Proposal]:
    """The likeliest first. In place of a withdrawn record its successors, where it has any."""
    text = text.replace("\0", "")[:MOST_LETTERS]
    found = list(matching(RegistryRecord.objects.select_related("country"), text).likeliest_first(text)[:limit])
    return proposed(found or nearly(text, limit))


def proposed(found: list[RegistryRecord]) -> list[Proposal]:
    """The records in the place of those found, with the institutions that are entered already."""
    standing = followed(found)
    made: dict[str, Proposal] = {}
    for record in found:
        for heir in standing[record.pk] or [record]:
            proposal = made.setdefault(heir.pk, Proposal(heir))
            if heir.pk != record.pk:
                proposal.replaces.append(record)
    entered = Institution.objects.select_related("country").in_bulk(list(made), field_name="ror_id")
    for ror_id, institution in entered.items():
        made[ror_id].entered = institution
    return list(made.values())


def identified(text: str) -> str | None:
    """The ROR identifier that the text is, alone or in its address."""
    ror_id = RorIdField(max_length=9).to_python(text) or ""
    try:
        check_ror_id(ror_id)
    except ValidationError:
        return None
    return ror_id if len(ror_id) == 9 else None


def matching(rows: QuerySet, text: str) -> QuerySet:
    """The record of an identifier; else those that hold every word in a name or city, or lie in the country named."""
    if ror_id := identified(text):
        return rows.filter(pk=ror_id)
    words = shape(text).split()[:MOST_WORDS]
    if not words:
        return rows.none()
    countries = list(Country.objects.values_list("pk", "folded"))
    for word in words:
        named = [code for code, folded in countries if f" {word}" in folded] if len(word) > 3 else []
        rows = rows.filter(Q(shapes__contains=sought(word)) | (Q(country__in=named) if named else Q()))
    return rows


def sought(word: str) -> str:
    """Up to three letters begin a word; signs of scripts that are written without spaces stand anywhere."""
    return word if len(word) > 3 or word >= FIRST_UNSPACED else f" {word}"


def nearly(text: str, limit: int) -> list[RegistryRecord]:
    """Where no record holds every word: those with the telling ones and a name that is like the text."""
    shaped = shape(text)
    rows = RegistryRecord.objects.select_related("country")
    apart = telling(shaped)[:MOST_WORDS]
    for word in apart:
        rows = rows.filter(shapes__contains=f" {word[:4]}" if word < FIRST_UNSPACED else word[:2])
    if not shaped:
        return []
    near = [
        (max(likeness(shaped, name) for name in names_of(row)), row)
        for row in rows.order_by(held(apart).desc(), Length("name"), "sort", "pk")[:MOST_COMPARED]
    ]
    near = [(how, row) for how, row in near if how >= ENOUGH]
    return [row for _how, row in sorted(near, key=lambda pair: (-pair[0], pair[1].sort, pair[1].pk))[:limit]]
