"""How the house is built: who may lean on whom, and what has no place in it."""

import ast
from pathlib import Path

import pytest
from django.conf import settings

APPS = ("inserm_intl", "partners", "agreements")
FILES = sorted(path.relative_to(settings.BASE_DIR) for app in APPS for path in (settings.BASE_DIR / app).rglob("*.py"))
BELOW_BOTH_APPS = [Path("inserm_intl", f"{name}.py") for name in ("records", "days", "folding", "references", "models")]
JUNK_DRAWERS = {"core", "common", "utils", "util", "helpers", "misc", "services", "signals", "receivers"}


def tree(path):
    return ast.parse((settings.BASE_DIR / path).read_text())


def imported(path):
    """The full name of every module and of every name that a file imports, inside functions too."""
    package = path.parent.parts
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            start = package[: len(package) - node.level + 1] if node.level else ()
            module = ".".join([*start, *filter(None, [node.module])])
            yield from (f"{module}.{alias.name}" for alias in node.names)


def leaning_on(files, *roots):
    return [f"{path}: {name}" for path in files for name in imported(path) if name.split(".")[0] in roots]


def within(*parts):
    return [path for path in FILES if path.parts[: len(parts)] == parts]


def test_who_the_partners_are_does_not_depend_on_what_was_agreed():
    models = within("partners", "models")
    assert leaning_on(models, "inserm_intl")
    assert leaning_on(models, "agreements") == []


def test_what_both_apps_stand_on_knows_neither():
    assert leaning_on(BELOW_BOTH_APPS, "django")
    assert leaning_on(BELOW_BOTH_APPS, *APPS[1:]) == []


def test_the_life_of_an_agreement_knows_no_database_and_no_clock():
    names = set(imported(Path("agreements", "life.py")))
    assert {name.split(".")[0] for name in names} == {"collections", "dataclasses", "datetime", "enum", "inserm_intl"}
    assert {name for name in names if name.startswith(APPS)} == {
        "inserm_intl.days.ONE_DAY",
        "inserm_intl.days.add_months",
    }


def test_nothing_is_called_by_a_name_that_says_nothing():
    assert FILES
    assert [str(path) for path in FILES if JUNK_DRAWERS & {path.stem, *path.parts[:-1]}] == []


def test_nothing_happens_behind_a_save_s_back():
    signals = ("django.dispatch", "django.db.models.signals", "django.core.signals", "django.test.signals")
    found = [f"{path}: {name}" for path in FILES for name in imported(path) if name.startswith(signals)]
    assert found == []


def asks_the_server(node):
    """`date.today()`, `datetime.now()`, `datetime.utcnow()`; but `timezone.now()` is the same everywhere."""
    called = node.func if isinstance(node, ast.Call) else None
    return (
        isinstance(called, ast.Attribute)
        and called.attr in {"today", "now", "utcnow"}
        and getattr(called.value, "id", "") != "timezone"
    )


@pytest.mark.parametrize("line", ["date.today()", "datetime.date.today()", "datetime.now()", "datetime.utcnow()"])
def test_the_server_s_day_is_recognised(line):
    assert any(map(asks_the_server, ast.walk(ast.parse(line))))


def test_nobody_asks_the_server_which_day_it_is():
    found = [f"{path}:{node.lineno}" for path in FILES for node in ast.walk(tree(path)) if asks_the_server(node)]
    assert found == []


def test_the_state_of_an_agreement_is_decided_in_one_place():
    deciding = {path for path in FILES for name in imported(path) if name == "agreements.life.periods"}
    assert deciding == {Path("agreements", "models", "derivation.py")}


@pytest.mark.parametrize("sheet", sorted((settings.BASE_DIR / "inserm_intl/static/inserm_intl").glob("*.css")), ids=str)
def test_a_style_sheet_closes_what_it_opens(sheet):
    """A browser would take all that follows an open block for a part of it, and say nothing."""
    text = sheet.read_text()
    assert text.count("{") == text.count("}")
    for section in text.split("\n/* ----"):
        assert section.count("{") == section.count("}"), section[:80]
