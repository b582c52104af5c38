"""A worker or a command is killed (-9) at any moment of its work: all of it was done, or nothing."""

import http.client
import json
import threading
import time

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client
from reversion.models import Version

from agreements.models import Agreement, Document
from inserm_intl.spreadsheets.models import State
from partners.models import Cooperation, Institution, RegistryRecord
from tests import papers
from tests.admin_forms import address
from tests.factories import InstitutionFactory, in_force
from tests.ror_records import record
from tests.sites import command, eventually
from tests.spreadsheets import exported, read

pytestmark = pytest.mark.django_db(transaction=True)
# Of the time that the work takes when nobody disturbs it.
MOMENTS = (0.05, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9, 1)


def disturbed(site, work) -> int:
    """Do it once undisturbed, then kill the worker at each moment of it; return how often it ended before."""
    began, ended = time.monotonic(), 0
    assert work().status == 302
    whole = time.monotonic() - began
    for moment in MOMENTS:
        answers: list = []
        asking = threading.Thread(target=lambda: answers.append(asked(work)))  # noqa: B023
        asking.start()
        time.sleep(whole * moment)
        site.kill_workers()
        asking.join(60)
        ended += answers == [302]
        eventually(lambda: site.ask("GET", "/health/live").status == 200)
    return ended


def asked(work) -> int:
    try:
        return work().status
    except (http.client.HTTPException, OSError, AssertionError):
        return 0


def test_a_save_with_a_new_document_is_whole_or_not_at_all_and_no_row_is_without_its_file(site, capsys):
    agreement = in_force(title_fr="Accord 0")
    number = 0

    def save():
        nonlocal number
        number += 1
        title = f"Accord {number}"
        typed = {"title_fr": title, **papers.rows(("accord.pdf", papers.pdf(text=title)), title=title)}
        return site.post(address(Agreement, "change", agreement.pk), "agreement_form", typed)

    ended = disturbed(site, save)
    documents = list(Document.objects.order_by("pk").values_list("title", flat=True))
    assert 1 + ended <= len(documents) <= 1 + len(MOMENTS)
    # Whatever was saved last gave the agreement its title; each save has its version, as has what was before them.
    agreement.refresh_from_db()
    assert agreement.title_fr == documents[-1]
    versions = Version.objects.get_for_object(agreement).order_by("pk")
    assert [version.field_dict["title_fr"] for version in versions] == ["Accord 0", *documents]
    call_command("check_documents", remove_orphans=True, age=0)
    capsys.readouterr()
    call_command("check_documents", remove_orphans=False, age=0)
    assert capsys.readouterr().out == f"{len(documents)} files checked: all are whole.\n"
    call_command("check_data")
    assert save().status == 302


def test_an_import_is_whole_or_not_at_all_and_can_be_confirmed_again(site):
    for number in range(60):
        InstitutionFactory(slug=f"i{number}")
    client = Client()
    client.force_login(User.objects.get())
    rows = exported(client, Institution)

    def prepared(city):
        return read(client, Institution, [{**row, "Ville": city} for row in rows])

    waiting = [prepared("Ville 0")]

    def confirm():
        return site.ask("POST", address(Institution, "import_confirm", waiting[-1].pk), {})

    began = time.monotonic()
    assert confirm().status == 302
    whole = time.monotonic() - began
    for number, moment in enumerate(MOMENTS[1::2], start=1):
        waiting.append(prepared(f"Ville {number}"))
        thread = threading.Thread(target=asked, args=[confirm])
        thread.start()
        time.sleep(whole * moment)
        site.kill_workers()
        thread.join(60)
        eventually(lambda: site.ask("GET", "/health/live").status == 200)
        made = waiting[-1]
        made.refresh_from_db()
        cities = set(Institution.objects.values_list("city", flat=True))
        assert len(cities) == 1
        assert (made.state == State.DONE) is (cities == {f"Ville {number}"})
    if made.state != State.DONE:
        assert confirm().status == 302
    assert set(Institution.objects.values_list("city", flat=True)) == {f"Ville {number}"}


# A command takes half of its time to begin.
LATE = (0.5, 0.7, 0.8, 0.9, 0.95)


def undisturbed(*arguments: str) -> float:
    """Run a command to its end; the seconds that it took."""
    began = time.monotonic()
    run = command(*arguments)
    said = run.communicate()[0]
    assert run.returncode == 0, said
    return time.monotonic() - began


def killed(after: float, *arguments: str) -> None:
    run = command(*arguments)
    time.sleep(after)
    run.kill()
    run.communicate()


def test_make_demo_makes_all_or_none():
    fixtures = ("roles", "countries", "groups", "themes", "instruments", "institutions", "units")
    call_command("loaddata", *fixtures, verbosity=0)
    declared, agreed = Cooperation.objects.count(), Agreement.objects.count()
    made = ("make_demo", "--agreements", "30", "--cooperations", "600")
    whole = undisturbed(*made)
    for moment in LATE:
        killed(whole * moment, *made)
        runs, rest = divmod(Agreement.objects.count() - agreed, 30)
        assert (rest, Cooperation.objects.count() - declared) == (0, 600 * runs)
    call_command("check_data")
    undisturbed(*made)
    assert Agreement.objects.count() - agreed == 30 * (runs + 1)


def test_load_ror_loads_all_or_nothing(tmp_path):
    call_command("loaddata", "countries", verbosity=0)

    def dump(version: int) -> str:
        path = tmp_path / f"v{version}-ror-data_schema_v2.json"
        path.write_text(json.dumps([record(number, name=f"Institut {version}") for number in range(1, 2001)]))
        return str(path)

    whole = undisturbed("load_ror", dump(0))
    for version, moment in enumerate(LATE, start=1):
        killed(whole * moment, "load_ror", dump(version))
        names = RegistryRecord.objects.values_list("name", flat=True)
        assert (len(names), len(set(names))) == (2000, 1)
    undisturbed("load_ror", dump(99))
    assert set(RegistryRecord.objects.values_list("name", flat=True)) == {"Institut 99"}
