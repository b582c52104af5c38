"""The kinds of columns: each says what a cell shows of a record, and reads what an officer typed there.

A column is declared once, by the name of its field; export, import, template and explanations follow.
`r` is the `Reader` at hand: one officer, one language, one file.
"""

from decimal import Decimal
from functools import cached_property

from django.core.exceptions import ValidationError
from django.utils.formats import get_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from inserm_intl.folding import fold

LANGUAGES = ("fr", "en", "es")
YES = {"oui", "yes", "si", "vrai", "true", "verdadero", "1", "x"}
NO = {"non", "no", "faux", "false", "falso", "0", ""}


class Column:
    """A text. Its value is what the form's field makes of it, its limits those of the form."""

    kind = gettext_lazy("text")
    waits = False

    def __init__(self, name: str, *, example="", help=None, label=None):
        self.name, self.example, self._help, self._label = name, example, help, label

    def of(self, model, prefix: str = "") -> "Column":
        """Tie it to the noun; what belongs to a record of another has a prefix to its name."""
        self.model, self.path = model, f"{prefix}{self.name}"
        return self

    @cached_property
    def field(self):
        return self.model._meta.get_field(self.name)

    def label(self) -> str:
        return str(capfirst(self._label or self.field.verbose_name))

    def labels(self) -> set[str]:
        """What may stand at the head of the column: its name in any language, folded."""
        found = {fold(self.path)}
        for language in LANGUAGES:
            with override(language):
                found.add(fold(self.label()))
        return found

    def help(self) -> str:
        return str(self._help if self._help is not None else self.field.help_text)

    def is_required(self) -> bool:
        return not (self.field.blank or self.field.has_default())

    def allowed(self, r) -> list[str]:
        """The values to choose from, where they are few."""
        return []

    # What a record holds, as a text and as a cell of a workbook.

    def value(self, record):
        return self.field.value_from_object(record)

    def said(self, value, r) -> str:
        return "" if value is None else str(value)

    def stored(self, record, r) -> str:
        return self.said(self.value(record), r)

    def cell(self, record, r):
        return self.stored(record, r)

    def seen(self, text: str, r) -> str:
        """What was shown once, as far as the officer may see it now."""
        return text

    # What was typed.

    def read(self, text: str, r, line, record):
        """The value that a text stands for; raises ValidationError, or `Unmatched` for a name of nothing."""
        return r.form_field(self).clean(text)

    def set(self, record, value) -> None:
        self.field.save_form_data(record, value)

    # What an import changed, kept so that it can be undone.

    def keep(self, record):
        value = getattr(record, self.field.attname)
        return value if value is None or isinstance(value, bool | int | list) else str(value)

    def may_restore(self, record, kept, r) -> bool:
        """Whether the officer may set a stored record back to it."""
        return r.may_write(self, record)

    def restore(self, record, kept) -> None:
        setattr(record, self.field.attname, self.field.to_python(kept))


class Key(Column):
    """What a row is known by: given by the system, empty for a new record, never changed here."""

    kind = gettext_lazy("reference")

    def is_required(self):
        return False

    def help(self):
        return _("Given by the register: leave it as it is; empty for a new record.")


class Number(Column):
    """A number, with a decimal comma or point."""

    kind = gettext_lazy("number, decimals after a comma or a point")

    def said(self, value, r):
        if value is None:
            return ""
        if isinstance(value, Decimal):
            return f"{value:f}".rstrip("0").rstrip(".").replace(".", get_format("DECIMAL_SEPARATOR")) or "0"
        return str(value)

    def cell(self, record, r):
        return self.value(record)

    def read(self, text, r, line, record):
        plain = "".join(text.split()).replace(",", ".")
        if "." in plain:
            plain = plain.rstrip("0").rstrip(".")
        return r.form_field(self).clean(plain)


class YesNo(Column):
    kind = gettext_lazy("yes or no")

    def is_required(self):
        return False

    def allowed(self, r):
        return [_("yes"), _("no")]

    def said(self, value, r):
        return _("yes") if value else _("no")

    def read(self, text, r, line, record):
        said = fold(text)
        if said in YES | NO:
            return said in YES
        raise ValidationError(_("Type yes or no."))


class Choice(Column):
    """One of a few values, by its label in any language or by its code."""

    kind = gettext_lazy("one of the allowed values")

    def allowed(self, r):
        return [str(label) for _code, label in self.field.choices]

    def said(self, value, r):
        return str(dict(self.field.flatchoices).get(value, value) or "")

    @cached_property
    def codes(self) -> dict[str, str]:
        found = {}
        for language in LANGUAGES:
            with override(language):
                found |= {fold(str(label)): code for code, label in self.field.choices}
        return found | {fold(code): code for code, _label in self.field.choices}

    def read(self, text, r, line, record):
        code = self.codes.get(fold(text), text.strip())
        if code not in dict(self.field.choices) and (code or not self.field.blank):
            raise ValidationError(_("“%(text)s” is none of: %(allowed)s.") % self.told(text, r))
        return code

    def told(self, text, r):
        return {"text": text, "allowed": ", ".join(self.allowed(r))}
