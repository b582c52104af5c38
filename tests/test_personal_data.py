"""What is held on one person is found, given out and erased: whole words, history and files, all or nothing."""

import hashlib
import io
import json
import time
import zipfile

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from reversion import create_revision, set_comment
from reversion.models import Revision, Version

from agreements.models import AgreementContact, Document, Party, Stage
from agreements.papers import vault
from agreements.personal.person import Person
from agreements.personal.prints import ADDRESS
from partners.models import Contact, Institution
from tests import factories as make
from tests import papers
from tests.admin_forms import address, change, sent
from tests.staff import logged_in
from tests.world import standing

NAME = "Zoé Ono-Łukasz"


def named(text, asked=NAME):
    """The mentions of a text: `+` before those that are certain."""
    mentions = Person(asked).mentions(text)
    return [f"{'+' * mention.certain}{text[mention.start : mention.end]}" for mention in mentions]


@pytest.mark.parametrize(
    ("text", "asked", "found"),
    [
        ("Vu Zoé Ono-Łukasz à Tokyo.", NAME, ["+Zoé Ono-Łukasz"]),
        ("zoe ONO LUKASZ", NAME, ["+zoe ONO LUKASZ"]),
        ("MARTIN, Anne ; Anne Martin", "Anne Martin", ["+MARTIN, Anne", "+Anne Martin"]),
        ("Marianne Martin et Anne Martinez", "Anne Martin", []),
        ("Paul Martin, Anne et Luc", "Anne Martin", ["Martin, Anne"]),
        ("Anne Martin-Dupont, Anne Martin Dupont", "Anne Martin", ["Anne Martin", "Anne Martin"]),
        ("Anne Martin d’Arc", "Anne Martin", ["+Anne Martin"]),
        ("Martin a signé", "Martin", ["Martin"]),
        ("écrire à Zoe@Example.org, zoe@example.org.", "zoe@example.org", ["+Zoe@Example.org", "+zoe@example.org"]),
        ("jzoe@example.org zoe@example.org.uk", "zoe@example.org", []),
        ("Zoé", "Zoé", ["Zoé"]),
        ("田中 花子さん", "田中 花子", []),
        ("田中 花子 様", "田中 花子", ["+田中 花子"]),
        ("", NAME, []),
    ],
)
def test_a_person_is_told_from_those_whose_name_holds_theirs(text, asked, found):
    assert named(text, asked) == found


def test_a_text_of_one_long_word_is_read_for_addresses_in_no_time():
    began = time.process_time()
    assert ADDRESS.findall(f"{'a' * 200_000} zoe@example.org, @") == ["zoe@example.org"]
    assert time.process_time() - began < 1


def test_only_what_is_certain_is_taken_out_of_a_text():
    text = "Anne Martin et Anne Martin-Dupont"
    assert Person("Anne Martin").erased_from(text) == "[…] et Anne Martin-Dupont"
    assert Person("Anne Martin").erased_from(text, uncertain=True) == "[…] et […]-Dupont"


def run(*asked, find=NAME, **options):
    said = io.StringIO()
    call_command("personal_data", *asked, find=find, stdout=said, **options)
    return said.getvalue()


def erase(**options):
    """Files are looked into only where documents go as well: it takes time."""
    return run(erase=True, yes=True, by="delegate", skip_files="documents" not in options, **options)


FILES = {"unreadable": b"%PDF", "readable": papers.pdf(text="Zoe Ono-Lukasz signs")}


def build():
    """The person as contact, coordinator, signatory, in a note, in the log, in versions, in two documents."""
    User.objects.create_user("delegate")
    officer = logged_in(name="officer", is_superuser=True)
    agreement = make.in_force()
    contact = make.ContactFactory(name=NAME, email="zoe@example.org", function="Directrice")
    rows = {"contacts-TOTAL_FORMS": 1, "contacts-0-role": "coordinator", "contacts-0-contact": contact.pk}
    stage = {"stages-TOTAL_FORMS": 1, "stages-0-kind": "signed", "stages-0-since": "2015-01-02"}
    stage["stages-0-note"] = "Appelé zoe@example.org"
    party = agreement.parties.get(side="partner")
    place = next(index for index, row in enumerate(agreement.parties.all()) if row == party)
    names = {f"parties-{place}-signatory_name": "Zoe ONO-LUKASZ"}
    assert change(officer, agreement, **rows, **stage, **names).status_code == 302
    assert change(officer, contact, phone="+81 3").status_code == 302
    assert change(officer, party.institution, internal_note=f"{NAME} part en 2027.").status_code == 302
    hashes = {name: hashlib.sha256(content).hexdigest() for name, content in FILES.items()}
    with create_revision():
        make.DocumentFactory(agreement=agreement, title=f"Lettre de {NAME}", sha256=hashes["unreadable"])
        set_comment(f"Lettre de {NAME}")
    make.DocumentFactory(agreement=agreement, sha256=hashes["readable"])
    make.ContactFactory(name="Zoé Ono-Łukasz-Braun")
    return agreement


@pytest.fixture(scope="module")
def standing_agreement(django_db_setup, django_db_blocker):
    yield from standing(django_db_blocker, build)


@pytest.fixture
def held(standing_agreement, db):
    for content in FILES.values():
        vault.keep(content)
    return standing_agreement


def everything():
    """All that is stored, as text."""
    models = (Contact, AgreementContact, Party, Stage, Institution, Document, Version, Revision, LogEntry)
    return [str(sorted(model._base_manager.values_list())) for model in models]


def traces(text="ukasz"):
    """Without what is another's."""
    return [line for line in everything() if text in line.replace("Łukasz-Braun", "").replace("lukasz braun", "")]


def test_all_that_is_held_is_listed(held):
    said = run()
    for what in (
        f"{NAME}, Directrice, zoe@example.org – to be deleted",
        "“Zoe ONO-LUKASZ”",
        "“Appelé zoe@example.org”",
        f"“{NAME} part en 2027.”",
        f"“Lettre de {NAME}”",
        "names the person: signed-",
        "versions in the history",
        "could not be read: look into it",
        "Perhaps another person",
    ):
        assert what in said, what


def test_erasing_leaves_nothing_and_a_second_run_finds_nothing(held):
    before = Version.objects.count()
    assert "Erased." in erase()
    assert traces() == traces("zoe@example.org") == []
    assert Version.objects.count() < before
    assert not Contact.objects.filter(name=NAME).exists()
    assert Contact.objects.filter(name="Zoé Ono-Łukasz-Braun").exists()
    again = run(skip_files=True)
    assert [line for line in again.splitlines() if not line.startswith("Perhaps another")] == []
    assert "nothing to erase" in erase()


def test_the_history_tells_that_it_was_done_by_whom_and_not_to_whom(held):
    erase()
    done = LogEntry.objects.filter(change_message="Personal data erased on request.")
    assert {entry.user.username for entry in done} == {"delegate"}
    assert {entry.content_type.model for entry in done} == {"contact", "party", "stage", "institution", "document"}
    assert "[…]" in {entry.object_repr for entry in done}


def test_no_version_brings_the_person_back(held, admin_client):
    institution = held.parties.get(side="partner").institution
    change(admin_client, institution, internal_note="Rien.")
    erase()
    for record in (held, institution):
        for version in Version.objects.get_for_object(record):
            where = address(type(record), "revision", record.pk, version.pk)
            admin_client.post(where, sent(admin_client.get(where)))
            assert traces() == []
    assert not Version.objects.get_deleted(Contact).exists()


def test_a_contact_deleted_before_is_erased_from_the_history(held):
    Contact.objects.filter(name=NAME).delete()
    erase()
    assert traces() == []
    assert not Version.objects.get_for_model(Contact).exists()
    assert not Version.objects.get_for_model(AgreementContact).exists()


def test_a_form_opened_before_does_not_bring_the_person_back(held, admin_client):
    institution = held.parties.get(side="partner").institution
    where = address(Institution, "change", institution.pk)
    opened = sent(admin_client.get(where))
    erase()
    assert admin_client.post(where, opened).status_code == 200
    assert traces() == []


def test_what_is_folded_for_the_search_is_erased_too(held):
    erase()
    assert not Document.objects.filter(folded__contains="lukasz").exists()
    call_command("check_data", stdout=io.StringIO())


def test_a_document_goes_with_its_file_and_its_versions_only_when_it_is_named(held, django_capture_on_commit_callbacks):
    document = Document.objects.get(media_type="application/pdf", title="")
    erase()
    assert vault.place(document.sha256).exists()
    with pytest.raises(CommandError, match="does not mention"):
        erase(documents=[document.pk + 1000])
    with django_capture_on_commit_callbacks(execute=True):
        erase(documents=[document.pk])
    assert not vault.place(document.sha256).exists()
    assert not Document.objects.filter(pk=document.pk).exists()


def test_nothing_is_erased_unless_all_is(held, monkeypatch):
    before = everything()
    monkeypatch.setattr("agreements.personal.erasure.refold", lambda rows: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        erase()
    assert everything() == before


def test_nothing_is_erased_without_a_yes_or_an_account(held, monkeypatch):
    before = everything()
    monkeypatch.setattr("builtins.input", lambda _question: "no")
    with pytest.raises(CommandError, match="Nothing has been erased"):
        run(erase=True, by="delegate")
    monkeypatch.undo()
    monkeypatch.setattr("sys.stdin", io.StringIO())
    with pytest.raises(CommandError, match="Nothing has been erased"):
        run(erase=True, by="delegate")
    with pytest.raises(CommandError, match="which account"):
        run(erase=True, yes=True)
    with pytest.raises(CommandError, match="first name and name"):
        run(find="a")
    assert everything() == before


def test_the_uncertain_is_erased_only_when_asked(held):
    Institution.objects.update(internal_note=f"Voir {NAME} Braun")
    erase()
    assert Institution.objects.filter(internal_note=f"Voir {NAME} Braun").exists()
    erase(uncertain=True)
    assert not Institution.objects.filter(internal_note__contains="ukasz").exists()


def test_an_export_holds_the_person_and_the_documents_and_is_for_its_owner_alone(held, tmp_path):
    path = tmp_path / "person.zip"
    run(export=path)
    assert oct(path.stat().st_mode)[-3:] == "600"
    with zipfile.ZipFile(path) as archive:
        data = json.loads(archive.read("data.json"))
        (name,) = [name for name in archive.namelist() if name != "data.json"]
        assert archive.read(name) == FILES["readable"]
    assert data["contacts"][0]["email"] == "zoe@example.org"
    assert {"Zoe ONO-LUKASZ", "Appelé zoe@example.org"} <= {row["text"] for row in data["mentions"]}
    with pytest.raises(CommandError, match=r"Nothing was written: File exists \(.*person.zip\)"):
        run(export=path)


def test_nothing_is_held_on_a_stranger(held):
    assert "Nothing is held on this person." in run(find="Personne Inconnue")
