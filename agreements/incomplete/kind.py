"""A kind of lack: how its records are found in the database, and on which facts a dismissal rests."""

import datetime
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, Model, OuterRef, Prefetch, QuerySet, TextField, Value
from django.db.models.functions import Cast, Coalesce, Concat
from django.utils.text import capfirst
from django.utils.translation import gettext as _

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

    `field` is where the record's form is opened to put it right; empty, where it is not put right there.
    """

    lack: Lack
    model: type[Model]
    field: str
    found: Callable[[QuerySet], QuerySet]
    facts: dict[Any, Any]

    @property
    def record(self) -> str:
        """What a dismissal calls it: "agreement" or "institution"."""
        return str(self.model._meta.model_name)

    def rows(self, user, officer=None) -> QuerySet:
        """All that lack it and that the user may see, with their `facts`; dismissed or not."""
        rows = self.model.objects.all()
        rows = rows.seen_by(user) if hasattr(rows, "seen_by") else rows
        # First those of the officer: what is counted of each row is counted of these alone.
        return self.found(rows.filter(officer=officer) if officer else rows).annotate(facts=self.said())

    def said(self):
        """The facts as one text, the same for as long as they are the same."""
        nothing, between = (Value(text, output_field=TextField()) for text in ("", BETWEEN))
        facts = [F(fact) if isinstance(fact, str) else fact for fact in self.facts.values()]
        joined = [part for fact in facts for part in (Coalesce(Cast(fact, TextField()), nothing), between)]
        return Concat(*joined, output_field=TextField())

    def in_words(self, facts: str) -> list[str]:
        """ "First day: 1 March 2019", for each fact that a dismissal keeps or that is true today."""
        return [
            _("%(field)s: %(text)s") % {"field": capfirst(name), "text": in_words(fact)}
            for name, fact in zip(self.facts, facts.split(BETWEEN), strict=False)
        ]

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
