"""A kind of lack: how its records are found in the database, and on which facts a dismissal rests."""

from collections.abc import Callable
from dataclasses import dataclass
import datetime
import json
import re

from django.db.models import Exists, F, OuterRef, Prefetch, QuerySet, TextField, Value
from django.db.models.functions import Cast, Coalesce, Concat

from agreements.models.dismissal import Dismissal, Lack
from inserm_intl.days import shown
from inserm_intl.templatetags.texts import language_names

# Between facts, in what a dismissal keeps of them.
BETWEEN = "\n"


def in_words(fact: str) -> str:
    """A day, a list of languages or any other text, as it is read."""
    if re.fullmatch(r"\d{4}-\d\d-\d\d", fact):
        return shown(datetime.date.fromisoformat(fact))
    return language_names(json.loads(fact)) if fact.startswith("[") else fact or "–"


@dataclass(frozen=True)
class Kind:
    """`found` narrows records to those that lack it; `facts` names what it was judged by, and where to read that.

    `field` is where the record's form is opened to put it right.
    """

    lack: Lack
    model: type
    field: str
    found: Callable[[QuerySet], QuerySet]
    facts: dict[str, object]

    @property
    def record(self) -> str:
        """What a dismissal calls it: "agreement" or "institution"."""
        return self.model._meta.model_name

    def rows(self, user, officer=None) -> QuerySet:
        """All that lack it and that the user may see, with their `facts`; dismissed or not."""
        rows = self.model.objects.all()
        rows = self.found(rows.seen_by(user) if hasattr(rows, "seen_by") else rows).annotate(facts=self.said())
        return rows.filter(officer=officer) if officer else rows

    def said(self):
        """The facts as one text, the same for as long as they are the same."""
        texts = [
            Coalesce(Cast(F(fact) if isinstance(fact, str) else fact, TextField()), Value(""))
            for fact in self.facts.values()
        ]
        joined = [part for text in texts for part in (text, Value(BETWEEN))]
        return Concat(*joined, output_field=TextField())

    def in_words(self, facts: str) -> list[tuple[str, str]]:
        """Each fact's name, and what it was, as it is read."""
        return list(zip(self.facts, map(in_words, facts.split(BETWEEN)), strict=False))

    def dismissals(self):
        """Those of the record at hand that rest on its facts of today."""
        return Dismissal.objects.of(self.lack, self.record).filter(facts=OuterRef("facts"))

    def waiting(self, user, officer=None) -> QuerySet:
        """To complete: not dismissed, or dismissed on other facts."""
        return self.rows(user, officer).filter(~Exists(self.dismissals()))

    def dismissed(self, user, officer=None) -> QuerySet:
        return self.rows(user, officer).filter(Exists(self.dismissals()))

    def with_dismissals(self, rows) -> QuerySet:
        """Bring each record's dismissal of this kind, standing or not, as `dismissed_before`."""
        of_kind = Dismissal.objects.filter(kind=self.lack, standing=True).select_related("officer")
        return rows.prefetch_related(Prefetch("dismissals", of_kind, to_attr="dismissed_before"))
