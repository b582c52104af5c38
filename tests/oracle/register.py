"""A register made at random: records of every noun, public and private, tied to one another by chance.

Each word that is private is a canary: it stands in one place of one record, and `words` says in which.
"""

import re

from django.contrib.auth.models import User
from django.db import models

from agreements.models import Activity, Agreement, Document, ExchangeProgramme
from inserm_intl.folding import folded_fields
from partners.models import Cooperation, Institution, KeyFigure
from tests.canaries import our_models, texts
from tests.oracle import agreements, desk, exchanges, partners, reference
from tests.oracle.dice import Dice
from tests.oracle.private import STAFF_ONLY, Secrets

# A report that is frozen is so with its hash.
FROZEN = {"frozen", "frozen_hash"}
# The names by which records are linked to.
NAMED = {
    Institution: "slug",
    Cooperation: "reference",
    KeyFigure: "slug",
    Agreement: "reference",
    ExchangeProgramme: "slug",
    Activity: "reference",
}
NOUNS = [reference, partners, agreements, exchanges, desk]


class Register:
    """The same seed makes the same register."""

    def __init__(self, seed: int):
        self.seed, self.dice = seed, Dice(seed)
        self.words: dict[str, str] = {}
        self.contents: dict[str, bytes] = {}
        self.begun: list = []
        self.officers = [self.officer(name) for name in ("one", "two")]
        for noun in NOUNS:
            noun.build(self)
        self.secrets = Secrets()
        self.write_canaries()
        self.secret = self.pattern()

    def officer(self, name: str) -> User:
        said = {field: self.new_word(f"the {field} of an officer") for field in ("first_name", "last_name")}
        return User.objects.create(username=f"officer-{name}", is_staff=True, is_superuser=True, **said)

    def new_word(self, where: str) -> str:
        word = f"zq{len(self.words):04x}"
        self.words[word] = where
        return word

    def add(self, model: type[models.Model], rows: list[dict]) -> list:
        """Insert rows at once; all have keys afterwards."""
        return model._base_manager.bulk_create([model(**row) for row in rows])

    def tie(self, through, name: str, rows: list, other: str, others: list) -> None:
        """Tie each row to a few of the others."""
        ties = [
            through(**{f"{name}_id": row.pk, f"{other}_id": found.pk})
            for row in rows
            for found in self.dice.some(others)
            if found is not row
        ]
        through._base_manager.bulk_create(ties)

    def write_canaries(self) -> None:
        """Add one to every text of a private record, and write one in every private column of a public one."""
        for model in our_models():
            columns = [field for field in texts(model) if field.name not in FROZEN]
            private = self.secrets.rows.get(model, set())
            if not columns:
                continue
            rows: list = list(model._base_manager.order_by("pk"))
            for row in rows:
                for field in columns:
                    if row.pk in private or field.name in STAFF_ONLY:
                        self.mark(row, field)
                for field in folded_fields(model):
                    field.pre_save(row, add=False)
            names = [field.name for field in [*columns, *folded_fields(model)]]
            models.QuerySet(model).bulk_update(rows, names)

    def mark(self, row, field) -> None:
        word = self.new_word(f"{row._meta.model_name} {row.pk}, {field.name}")
        said = getattr(row, field.name) or ""
        setattr(row, field.name, f"{said} {word}" if len(said) + 7 <= (field.max_length or 10**6) else word)

    def pattern(self) -> re.Pattern:
        """What no answer may say: canaries, money, and the references and addresses of private records."""
        public = Document.objects.exclude(pk__in=self.secrets.rows[Document]).values_list("sha256", flat=True)
        for sha256 in public:
            self.words.pop(self.contents[sha256].split()[1].decode())
        keys = [key for model, name in NAMED.items() for key in self.keys(model, name)]
        words = "|".join([*sorted(self.words), *sorted(map(re.escape, keys))])
        return re.compile(rf"98765\d{{4}}|4321[.,]5|\b(?:{words})(?!\d)", re.IGNORECASE)

    def keys(self, model, name: str):
        rows = model._base_manager.filter(pk__in=self.secrets.rows[model])
        return rows.values_list(name, flat=True)
