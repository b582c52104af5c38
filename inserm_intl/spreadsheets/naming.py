"""Columns that name other records: by their code, or by any of their names in any language."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from inserm_intl.folding import fold

from .columns import Column

BETWEEN = ";"
CODE = re.compile(r"\[([^\[\]]+)\]\s*$")


class Unmatched(ValidationError):  # noqa: N818 - an answer, too
    """The name of nothing, or of several things."""

    def __init__(self, text: str, found: list):
        self.text = text
        if found:
            many = ", ".join(map(str, found[:5]))
            super().__init__(_("“%(text)s” may be several: %(many)s.") % {"text": text, "many": many})
        else:
            super().__init__(_("Nothing here is called “%(text)s”.") % {"text": text})


class Known:
    """The records that cells may name, read once: for kinds of which there are thousands at most."""

    def __init__(self, rows: Iterable, names: Callable, shown: Callable, code: Callable):
        self.shown, self.code = shown, code
        self.by_name: dict[str, dict] = defaultdict(dict)
        self.by_code = {}
        for row in rows:
            self.add(row, [code(row), shown(row), *names(row)])

    def add(self, row, names) -> None:
        self.by_code[self.code(row)] = row
        for name in names:
            if folded := fold(str(name or "")):
                self.by_name[folded][row.pk] = row

    def find(self, text: str) -> list:
        """Those so called; of a name with a code in brackets, the one with that code."""
        coded = CODE.search(text)
        row = self.by_code.get(coded[1] if coded else text.strip())
        return [row] if row else list(self.by_name.get(fold(text), {}).values())

    def text(self, row) -> str:
        """The shortest that `find` reads back."""
        shown = self.shown(row)
        if BETWEEN in shown or self.find(shown) != [row]:
            shown = f"{shown.replace(BETWEEN, ',')} [{self.code(row)}]"
        return shown

    def few(self) -> list[str]:
        """All of them, where a person can look through them."""
        return sorted(map(self.text, self.by_code.values())) if len(self.by_code) <= 60 else []


class Asked:
    """The same of a noun with any number of records, each looked up by its code when it is named."""

    def __init__(self, rows, field: str):
        self.rows, self.field, self.seen = rows, field, {}

    def find(self, text: str) -> list:
        text = text.strip()
        if text not in self.seen:
            self.seen[text] = [] if "\0" in text else list(self.rows.filter(**{self.field: text})[:2])
        return self.seen[text]

    def text(self, row) -> str:
        return getattr(row, self.field)

    def few(self) -> list[str]:
        return []


class One(Column):
    """Another record. `known` makes, for a reader, the Known or Asked among which it is found."""

    kind = gettext_lazy("name or code")

    def __init__(self, name: str, known: Callable, *, waits: bool = False, **options):
        super().__init__(name, **options)
        self.known, self.waits = known, waits

    def is_required(self):
        return not self.field.blank

    def allowed(self, r):
        return r.known(self).few()

    def value(self, record):
        return getattr(record, self.name) if getattr(record, self.field.attname) is not None else None

    def said(self, value, r):
        return "" if value is None else r.known(self).text(value)

    def narrow(self, found: list, line, record, r) -> list:
        """Of several so called, those that the rest of the row can mean."""
        return found

    def read(self, text, r, line, record):
        return self.find(text, r, line, record) if text.strip() else None

    def find(self, text, r, line, record):
        found = self.narrow(r.known(self).find(text), line, record, r)
        if len(found) != 1:
            raise Unmatched(text, found)
        return found[0]


class Many(One):
    """Other records, separated by semicolons. Set once the record itself is saved."""

    kind = gettext_lazy("names or codes, separated by ;")

    def is_required(self):
        return False

    def value(self, record):
        return list(getattr(record, self.name).all()) if record.pk else []

    def said(self, value, r):
        return f"{BETWEEN} ".join(sorted(map(r.known(self).text, value)))

    def read(self, text, r, line, record):
        return [self.find(part, r, line, record) for part in text.split(BETWEEN) if part.strip()]

    def set(self, record, value):
        record.__dict__.setdefault("related_later", {})[self.name] = value

    def keep(self, record):
        return [row.pk for row in self.value(record)]

    def restore(self, record, kept):
        self.set(record, kept)


def save_related(record) -> None:
    """Set what `Many` columns left for when the record has a key."""
    for name, rows in record.__dict__.pop("related_later", {}).items():
        getattr(record, name).set(rows)
