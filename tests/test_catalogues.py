"""The French and Spanish catalogues say all that the site says, in full, and are compiled.

English, in the source, needs none. After a change of words, with GNU gettext:

    manage.py makemessages -l fr -l es --no-obsolete --no-wrap --add-location file
    manage.py compilemessages

Without it, edit the .po by hand and run `pybabel compile -D django -d inserm_intl/locale`.
"""

import ast
import io
import re
from functools import cache
from gettext import GNUTranslations, NullTranslations, translation
from pathlib import Path

import django
import pytest
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.apps import apps
from django.conf import settings
from django.utils.translation.template import templatize

from tests.once import ONE_DATABASE

pytestmark = ONE_DATABASE

ROOT = Path(settings.BASE_DIR)
OURS = ("agreements", "inserm_intl", "partners", "templates")
LANGUAGES = ("fr", "es")
PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[a-z]|%%")

CALLS = {"gettext": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3)}
CALLS |= {f"{name}_lazy": said for name, said in CALLS.items()} | {"gettext_noop": None, "_": None}


def aliases(source: str) -> dict:
    """Django's functions under the names that a file imports them by."""
    imports = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.ImportFrom))
    names = (alias for node in imports if node.module == "django.utils.translation" for alias in node.names)
    return {alias.asname: CALLS[alias.name] for alias in names if alias.asname and alias.name in CALLS}


def extracted(code: str, calls: dict):
    """Messages as (context, message), or (context, (one, many))."""
    for _line, message, _comments, context in extract("python", io.BytesIO(code.encode()), calls):
        yield context, message


def messages_of(path: Path):
    source = path.read_text()
    if path.suffix == ".py":
        return extracted(source, CALLS | aliases(source))
    # All but the messages is blanked out, and its margins are not Python's.
    return extracted("\n".join(line.strip() for line in templatize(source).splitlines()), CALLS)


def sources(*suffixes: str) -> list[Path]:
    return [path for folder in OURS for path in (ROOT / folder).rglob("*.*") if path.suffix in suffixes]


@cache
def said() -> set:
    return {message for path in sources(".py", ".html", ".txt") for message in messages_of(path)}


def said_better() -> set:
    """What our catalogues say in place of Django's, on purpose: marked by `gettext_noop`."""
    marked = {"gettext_noop": None}
    return {text for path in sources(".py") for _context, text in extracted(path.read_text(), marked)}


def folder(language: str) -> Path:
    return ROOT / "inserm_intl" / "locale" / language / "LC_MESSAGES"


@cache
def catalogue(language: str):
    with (folder(language) / "django.po").open("rb") as file:
        return read_po(file, abort_invalid=True)


def entries(catalogue) -> dict:
    """By context and message, as they are extracted."""
    found = (entry for entry in catalogue if entry.id)
    return {(entry.context, tuple(entry.id) if entry.pluralizable else entry.id): entry for entry in found}


def as_list(text) -> list[str]:
    return [text] if isinstance(text, str) else list(text)


def placeholders(text: str) -> list[str]:
    return sorted(PLACEHOLDER.findall(text))


def compiled(locale: Path, language: str) -> NullTranslations:
    """What gettext reads; nothing where the language is not spoken."""
    return translation("django", locale, [language], fallback=True)


def texts(translations) -> dict:
    """By message, or by message and number of the plural form."""
    return {key: text for key, text in getattr(translations, "_catalog", {}).items() if key}


@pytest.fixture(params=LANGUAGES)
def language(request):
    return request.param


def test_messages_are_found_whichever_way_they_are_written():
    python = """
from django.utils.translation import gettext_lazy as lazy, ngettext, pgettext as in_context, gettext as _
lazy("lazy"), ngettext("%(count)s one", "%(count)s many", 2), in_context("where", "in context"), _("a " "long one")
"""
    template = """{% load i18n %}
      {% translate "plain" %} {% translate "open" context "a call" as label %} {{ value|default:_("in a filter") }}
        {% blocktranslate trimmed with day=today %}
          As of {{ day }},
          today.
    {% endblocktranslate %}
  {% blocktranslate trimmed count number=rows context "rows" %}{{ number }} row
    {% plural %}{{ number }} rows{% endblocktranslate %}"""
    margins = "\n".join(line.strip() for line in templatize(template).splitlines())
    assert set(extracted(python, CALLS | aliases(python))) == {
        (None, "lazy"),
        (None, ("%(count)s one", "%(count)s many")),
        ("where", "in context"),
        (None, "a long one"),
    }
    assert set(extracted(margins, CALLS)) == {
        (None, "plain"),
        ("a call", "open"),
        (None, "in a filter"),
        (None, "As of %(day)s, today."),
        ("rows", ("%(number)s row", "%(number)s rows")),
    }


def test_a_catalogue_holds_what_the_site_says_and_nothing_else(language):
    there = entries(catalogue(language))
    assert {"missing": said() - there.keys(), "of no use": there.keys() - said()} == {
        "missing": set(),
        "of no use": set(),
    }
    assert not catalogue(language).obsolete


def test_no_translation_is_empty_or_in_doubt(language):
    there = entries(catalogue(language))
    assert not catalogue(language).fuzzy
    assert [key for key, entry in there.items() if entry.fuzzy or not all(as_list(entry.string))] == []
    forms = catalogue(language).num_plurals
    assert [key for key, entry in there.items() if entry.pluralizable and len(entry.string) != forms] == []


def test_a_translation_keeps_the_placeholders(language):
    """The form of one may leave out a number that English leaves out too ("every month")."""
    wrong = []
    for key, entry in entries(catalogue(language)).items():
        one, *many = as_list(entry.id)
        first, *others = as_list(entry.string)
        allowed = [placeholders(text) for text in (one, *many)]
        if placeholders(first) not in allowed or any(placeholders(form) != allowed[-1] for form in others):
            wrong.append(key)
    assert wrong == []


def test_a_compiled_catalogue_is_what_its_source_compiles_to(language):
    written = io.BytesIO()
    write_mo(written, catalogue(language))
    written.seek(0)
    source, there = GNUTranslations(written), compiled(ROOT / "inserm_intl" / "locale", language)
    assert texts(there) == texts(source)
    assert there.info()["plural-forms"] == source.info()["plural-forms"]


def test_nothing_is_said_both_alone_and_with_a_plural():
    """A catalogue has one entry for both, and GNU gettext warns."""
    alone = {message for message in said() if isinstance(message[1], str)}
    assert [(context, text) for context, text in said() - alone if (context, text[0]) in alone] == []


def test_words_that_django_has_too_mean_the_same(language):
    """Ours take the place of Django's, in its admin as well: another meaning needs a context."""

    mine = texts(compiled(ROOT / "inserm_intl" / "locale", language))
    installed = [Path(config.path) for config in apps.get_app_configs() if config.name not in OURS]
    places = (Path(django.__file__).parent / "conf", *installed)
    theirs = [texts(compiled(path / "locale", language)) for path in places]
    shared = mine.keys() & set().union(*theirs)
    assert {"Home", *said_better()} <= shared
    told = {key: {their[key] for their in theirs if key in their} for key in shared - said_better()}
    assert {key: (mine[key], said) for key, said in told.items() if mine[key] not in said} == {}


def test_french_is_spaced_as_french():
    """A no-break space before : ; ? ! and inside quotation marks; a typographic apostrophe."""
    wrong = re.compile(r"(?<![\u00a0\u202f])[:;?!»]|«(?!\u00a0)|['\"“”]")
    french = [text for entry in entries(catalogue("fr")).values() for text in as_list(entry.string)]
    assert [text for text in french if wrong.search(text)] == []


def test_spanish_questions_and_exclamations_are_opened():
    spanish = [text for entry in entries(catalogue("es")).values() for text in as_list(entry.string)]
    pairs = ("¿?", "¡!", "«»")
    assert [text for text in spanish for opening, closing in pairs if text.count(opening) != text.count(closing)] == []
