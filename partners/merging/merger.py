"""Merge two institutions: everything that pointed to one points to the other, and each step is written down."""

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import gettext as _

from inserm_intl.days import PartialDateField
from inserm_intl.folding import fold
from partners.models import FormerAddress, Institution, Merge

from .changed import Changed
from .journal import Journal
from .pointers import pointers
from .uniting import Pair, said_fields, twins

NAMES = ("name_fr", "name_en", "name_es", "native_name", "acronym")
KIN = ("parent", "successor")
# Nobody chooses: the address is that of the one kept, the other names are those of both.
UNITED = ("slug", "aliases")


def sentence(merge: Merge) -> str:
    """What each record's history says of it."""
    said = _("“%(merged)s” was merged into “%(kept)s”.") % {"merged": merge.merged_name, "kept": merge.kept_name}
    return f"{said} {merge.reason}".strip()


class Merger:
    """`chosen` names for each disputed field, of the institutions or of two rows, the key of the row it is taken from.

    To be used once, in a transaction, both rows locked.
    """

    def __init__(self, request, kept: Institution, merged: Institution, chosen: dict[str, int]):
        self.request, self.kept, self.merged, self.chosen = request, kept, merged, chosen
        self.journal = Journal()
        self.changed = Changed()

    def merge(self, reason: str = "") -> Merge:
        """Raises ValidationError, IntegrityError where what would result is no good; the caller's transaction ends."""
        values = self.values()
        address = FormerAddress(
            **{name: getattr(self.merged, name) for name in ("slug", "ror_id", "published")}, key=self.merged.pk
        )
        told = {"kept_name": str(self.kept), "merged_name": str(self.merged), "merged_key": self.merged.pk}
        self.changed.remember(Institution, [self.kept.pk, self.merged.pk])
        self.move(Institution, self.merged.pk, self.kept.pk)
        self.unite_lists(self.merged, self.kept)
        self.journal.delete(Institution.objects.get(pk=self.merged.pk))
        address.institution = self.kept
        self.journal.make(address)
        self.settle(values)
        self.changed.add(self.journal)
        self.changed.refuse_what_blocks(self.request)
        user = self.request.user
        merge = Merge(**told, kept_key=self.kept.pk, made_by=user, reason=reason, journal=self.journal.steps)
        self.changed.keep(user, sentence(merge))
        merge.version = Institution.objects.values_list("version", flat=True).get(pk=self.kept.pk)
        merge.save()
        return merge

    def move(self, model: type[Model], leaving, staying) -> None:
        """Point to `staying` whatever pointed to `leaving`."""
        for pointer in pointers(model):
            self.changed.remember(pointer.model, list(pointer.rows(leaving).values_list("pk", flat=True)))
            if pointer.many:
                for row in pointer.rows(leaving):
                    if not pointer.rows(staying).filter(pk=row.pk).exists():
                        self.journal.put(row, pointer.field.name, staying)
                    self.journal.take(row, pointer.field.name, leaving)
                continue
            for row, other in list(twins(pointer, leaving, staying)):
                self.unite(Pair(row, other, pointer.field))
            keys = list(pointer.rows(leaving).values_list("pk", flat=True))
            if pointer.model is model and staying in keys:
                keys.remove(staying)
                self.journal.write(model, [staying], pointer.field.attname, leaving, None)
            self.journal.write(pointer.model, keys, pointer.field.attname, leaving, staying)

    def unite(self, pair: Pair) -> None:
        self.changed.unites(pair.staying)
        taken = [field for field in pair.disputed() if self.chosen[pair.name(field)] == pair.leaving.pk]
        values = self.columns(pair.leaving, [*pair.filled(), *taken])
        self.move(type(pair.leaving), pair.leaving.pk, pair.staying.pk)
        self.unite_lists(pair.leaving, pair.staying)
        self.journal.delete(pair.leaving)
        self.write(pair.staying, values)

    def unite_lists(self, leaving: Model, staying: Model) -> None:
        """What only the leaving row has in its own lists."""
        for field in leaving._meta.local_many_to_many:
            held = set(getattr(staying, field.name).values_list("pk", flat=True))
            for key in set(getattr(leaving, field.name).values_list("pk", flat=True)) - held:
                self.journal.put(staying, field.name, key)

    @staticmethod
    def columns(row: Model, fields) -> dict:
        """The columns of the fields, with the precision of a date."""
        values = {field.attname: getattr(row, field.attname) for field in fields}
        dates = [f"{field.name}_precision" for field in fields if isinstance(field, PartialDateField)]
        return values | {name: getattr(row, name) for name in dates}

    def write(self, row: Model, values: dict) -> None:
        stored = type(row)._base_manager.get(pk=row.pk)
        for attname, after in values.items():
            if (before := getattr(stored, attname)) != after:
                self.journal.write(type(row), [row.pk], attname, before, after)

    def values(self) -> dict:
        """The columns of the institution that results, as chosen; the names that it does not bear become aliases."""
        rows = {self.kept.pk: self.kept, self.merged.pk: self.merged}
        fields = {field.name: field for field in said_fields(Institution) if field.name not in UNITED}
        values = {
            field.attname: getattr(rows[self.chosen.get(name, self.kept.pk)], field.attname)
            for name, field in fields.items()
        }
        for name in KIN:
            if values[f"{name}_id"] in rows:
                values[f"{name}_id"] = None
        return {**values, "aliases": self.aliases(values)}

    def aliases(self, values: dict) -> str:
        """Both lists of aliases and each name that is given up, every one once."""
        borne = {fold(values[name] or "") for name in NAMES}
        lines = [line.strip() for row in (self.kept, self.merged) for line in row.aliases.splitlines()]
        lines += [getattr(row, name) or "" for row in (self.kept, self.merged) for name in NAMES]
        kept = {fold(line): line for line in reversed(lines) if fold(line) not in borne}
        return "\n".join(reversed(kept.values()))

    def settle(self, values: dict) -> None:
        """Write what was chosen; the collaborations of the institution are where it is."""
        self.write(self.kept, values)
        kept = Institution.objects.get(pk=self.kept.pk)
        kept.full_clean()
        for name in KIN:
            self.refuse_loop(kept, name)
        for country in {self.kept.country_id, self.merged.country_id} - {kept.country_id}:
            keys = list(kept.cooperations.filter(country=country).values_list("pk", flat=True))
            self.journal.write(kept.cooperations.model, keys, "country_id", country, kept.country_id)

    @staticmethod
    def refuse_loop(kept: Institution, name: str) -> None:
        seen, row = set(), getattr(kept, name)
        while row and row.pk not in seen:
            if row.pk == kept.pk:
                said = {"field": Institution._meta.get_field(name).verbose_name}
                raise ValidationError({name: _("“%(field)s” would lead from the institution back to itself.") % said})
            seen.add(row.pk)
            row = getattr(row, name)
