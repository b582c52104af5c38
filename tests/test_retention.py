"""`retention`: what has passed its term is erased, history and files included; what has not stays as it was."""

import io
import json
import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import Group, User
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.cache import caches
from django.core.management import CommandError, call_command
from django.db import connection, models
from django.utils import timezone
from reversion import create_revision
from reversion.models import Version

from agreements.models import AgreementContact, Party
from agreements.papers import vault
from agreements.personal import accounts
from agreements.personal.retention.contacts import Contacts
from agreements.personal.retention.run import TERMS
from inserm_intl.models import Import
from partners.models import Contact, Merge
from tests import factories as make
from tests import staff
from tests.admin_forms import address, change, sent

pytestmark = pytest.mark.django_db
TODAY = "2026-11-27"


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(f"{TODAY}T03:30:00+01:00")


def retention(**options) -> tuple[list[str], list[str]]:
    """What the command says, and what it says has failed."""
    said, wrong = io.StringIO(), io.StringIO()
    try:
        call_command("retention", stdout=said, stderr=wrong, **options)
    except CommandError as error:
        wrong.write(str(error))
    return said.getvalue().splitlines(), wrong.getvalue().splitlines()


def everything():
    """Every row of every table, and every file."""
    rows = {model._meta.label: list(models.QuerySet(model).order_by("pk").values()) for model in apps.get_models()}
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key, value FROM cache ORDER BY 1")
        rows["cache"] = cursor.fetchall()
    files = sorted(path for path in Path(settings.MEDIA_ROOT).parent.rglob("*") if path.is_file())
    return rows, [(str(path), path.read_bytes()) for path in files]


def journal() -> list[dict]:
    return [json.loads(line) for line in Path(settings.ERASURES).read_text().splitlines()]


def aged(path, days=3):
    then = timezone.now().timestamp() - days * 86_400
    os.utime(path, (then, then))


def account(name, **ago) -> User:
    """Somebody who came last so long ago."""
    user = User.objects.create_user(name, f"{name}@example.org", first_name=name, is_staff=True, password="x")
    User.objects.filter(pk=user.pk).update(
        last_login=timezone.now() - timedelta(**ago), date_joined="2010-01-01T00:00Z"
    )
    return user


def read_ago(**ago):
    made = make.ImportRowFactory(line={"Nom": "Zoé"}, of_import=make.ImportFactory()).of_import
    Import.objects.filter(pk=made.pk).update(read_at=timezone.now() - timedelta(**ago))
    return made


def session(**ago):
    kept = SessionStore()
    kept["said"] = "Zoé"
    kept.create()
    Session.objects.filter(pk=kept.session_key).update(expire_date=timezone.now() - timedelta(**ago))


def over(ended="2021-11-26", name="Zoé Ono"):
    """An agreement that ended, signed by somebody, with a version of that."""
    made = make.in_force(signed="2015-01-10", ends_on=make.day(ended))
    party = made.parties.get(side="partner")
    with create_revision():
        party.signatory_name, party.signatory_function = name, "Directrice"
        party.save()
    return made


def build():
    """Of each kind one that has passed its term; beside it one whose last day is today, or yesterday's only just."""
    caches["default"].clear()  # what a served site has counted in an earlier test stays in its table
    User.objects.create_superuser("keeper")
    with create_revision():
        contact = make.ContactFactory(name="Zoé Ono", keep_until=make.day("2026-11-26"))
        make.AgreementContactFactory(contact=contact)
    with create_revision():
        make.ContactFactory(name="Ana", keep_until=make.day(TODAY))
    with create_revision():
        deleted = make.ContactFactory(name="Zoé Ono", keep_until=make.day("2026-11-26"))
    deleted.delete()
    over(), over(ended="2021-11-27", name="Ana")
    read_ago(days=8), read_ago(days=6)
    Import.objects.filter(pk=read_ago(days=370).pk).update(state="done")
    Import.objects.filter(pk=read_ago(days=360).pk).update(state="done")
    account("closed", days=370), account("emptied", days=1100), account("here", days=360)
    session(days=1), session(days=-1)
    caches["default"].set("of-192.0.2.1", 1, timeout=-1), caches["default"].set("counts", 1, timeout=900)
    make.DocumentFactory(content=b"named")
    aged(vault.place(vault.keep(b"nobody")))
    aged(vault.place(vault.keep(b"named")))
    aged(vault.place(vault.keep(b"young")), days=0)


def test_what_has_passed_its_term_goes_and_what_has_not_stays():
    build()
    said, wrong = retention()
    assert wrong == []
    kinds = [line.split(":")[0] for line in said]
    assert kinds == [
        "1 contacts",
        "1 deleted contacts",
        "1 signatories, by agreement",
        "2 imports",
        "1 accounts, emptied",
        "1 accounts, closed",
        "1 sessions that are over",
        "1 counts that are over",
        "1 files that nothing names",
    ]
    assert len(kinds) == len(TERMS)
    assert [contact.name for contact in Contact.objects.all()] == ["Ana"]
    assert sorted(Party.objects.exclude(signatory_name="").values_list("signatory_name", flat=True)) == ["Ana"]
    assert Party.objects.filter(signatory_function_fr="Directrice").count() == 2
    assert Import.objects.count() == 2
    assert {user.username: user.is_active for user in User.objects.exclude(username="keeper")} == {
        "closed": False,
        accounts.former(User.objects.get(first_name="", email="", is_staff=False).pk): False,
        "here": True,
    }
    assert Session.objects.count() == 1
    assert (caches["default"].get("counts"), len(everything()[0]["cache"])) == (1, 1)
    assert sorted(path.read_bytes() for path in vault.files()) == [b"named", b"young"]
    assert "Ono" not in str(everything())


def test_a_second_run_finds_nothing():
    build()
    retention()
    before = everything()
    assert retention() == ([], [])
    assert everything() == before


def test_a_dry_run_says_the_same_lines_and_changes_nothing():
    build()
    Path(settings.ERASURES).touch()
    before = everything()
    told = retention(dry_run=True)
    assert everything() == before
    assert told == retention()
    assert everything() != before


def test_the_journal_has_keys_and_counts_and_nothing_on_a_person():
    build()
    key = Contact.objects.get(name="Zoé Ono").pk
    retention()
    assert [(line["what"], line["count"]) for line in journal()][:1] == [("contacts", 1)]
    assert journal()[0]["keys"] == [key]
    assert {line["what"]: line["keys"] for line in journal()}["sessions that are over"] == []
    assert oct(Path(settings.ERASURES).stat().st_mode)[-3:] == "600"


def test_a_day_to_come_can_be_asked_about_but_not_applied():
    make.ContactFactory(name="Ana", keep_until=make.day("2027-01-31"))
    assert len(retention(dry_run=True, on="2027-02-01")[0]) == 1
    assert "a day to come" in retention(on="2027-02-01")[1][0]
    assert "is no day" in retention(on="soon")[1][0]
    assert Contact.objects.exists()


def test_nothing_is_erased_where_no_journal_can_be_written(settings, tmp_path):
    settings.ERASURES = str(tmp_path / "no folder" / "erasures.jsonl")
    build()
    before = everything()
    assert "no journal in ERASURES" in retention()[1][0]
    assert everything() == before


def test_one_record_that_cannot_be_erased_keeps_none_of_the_others(monkeypatch):
    first, second = (make.ContactFactory(name=name, keep_until=make.day("2026-01-01")) for name in ("Zoé", "Léa"))
    honest = Contacts.erase

    def fails(term, key):
        honest(term, key)
        assert key != first.pk, "Zoé"

    monkeypatch.setattr(Contacts, "erase", fails)
    _said, wrong = retention()
    assert wrong == [f"contacts {first.pk}: AssertionError", "1 records could not be erased; the next run tries again."]
    assert [contact.pk for contact in Contact.objects.all()] == [first.pk]
    assert journal()[0]["keys"] == [second.pk]


def test_no_page_of_the_history_brings_a_contact_back(admin_client):
    contact = make.ContactFactory(name="Zoé Ono", function="Directrice")
    part = make.AgreementContactFactory(contact=contact, agreement=make.in_force())
    assert change(admin_client, contact, phone="+81 3 1234 5678", keep_until="2026-11-26").status_code == 302
    assert change(admin_client, part.agreement).status_code == 302
    retention()
    assert not Version.objects.get_for_model(Contact).exists()
    assert not Version.objects.get_for_model(AgreementContact).exists()
    assert not Version.objects.filter(serialized_data__contains="1234").exists()


def test_a_form_opened_before_does_not_bring_a_signatory_back(admin_client):
    agreement = over()
    where = address(type(agreement), "change", agreement.pk)
    opened = sent(admin_client.get(where))
    retention()
    assert admin_client.post(where, opened).status_code == 200
    assert not Party.objects.filter(signatory_name="Zoé Ono").exists()


def test_a_signatory_who_was_taken_out_of_an_agreement_goes_with_the_others():
    agreement = over()
    agreement.parties.get(side="partner").delete()
    assert retention()[0] == [f"1 signatories, by agreement: {agreement.pk}"]
    assert not Version.objects.filter(serialized_data__contains="Ono").exists()


def test_of_an_end_that_is_not_known_nothing_follows():
    agreement = over()
    agreement.open_ended, agreement.ends_on = False, None
    agreement.save()
    agreement.rebuild_periods()
    assert retention() == ([], [])


def test_a_merge_that_is_taken_back_brings_neither_contact_nor_signatory_back():
    party, contact = over().parties.get(side="partner"), make.ContactFactory(keep_until=make.day("2026-01-01"))
    rows = [
        {
            "model": "agreements.party",
            "pk": party.pk,
            "fields": {"agreement": party.agreement_id, "signatory_name": "Zoé"},
        }
    ]
    steps = [{"do": "delete", "model": "agreements.party", "rows": rows}]
    rows = [{"model": "partners.contact", "pk": contact.pk, "fields": {"name": "Zoé", "email": ""}}]
    steps += [{"do": "delete", "model": "partners.contact", "rows": rows}, {"do": "make", "model": "a.b", "key": 1}]
    merge = Merge.objects.create(kept_key=1, kept_name="a", merged_key=2, merged_name="b", version=1, journal=steps)
    retention()
    merge.refresh_from_db()
    assert [step["do"] for step in merge.journal] == ["delete", "make"]
    assert merge.journal[0]["rows"][0]["fields"]["signatory_name"] == ""


def test_the_last_who_may_open_accounts_is_never_shut_out():
    staff.roles()
    keeper = account("keeper", days=4000)
    keeper.groups.add(Group.objects.get(name=staff.ROLES["administrator"]))
    account("reader", days=4000)
    assert len(retention()[0]) == 1
    assert list(User.objects.filter(is_active=True)) == [keeper]


def test_an_account_that_was_emptied_lets_nobody_in_and_keeps_what_it_did(client):
    staff.roles()
    User.objects.create_superuser("keeper")
    user = account("zoe", days=1100)
    user.groups.add(Group.objects.get(name=staff.ROLES["officer"]))
    make.PreferencesFactory(user=user)
    client.force_login(user)
    assert change(client, make.ContactFactory(), phone="1").status_code == 302
    User.objects.filter(pk=user.pk).update(last_login="2020-01-01T00:00Z")
    retention()
    user.refresh_from_db()
    assert (user.username, user.get_full_name(), user.email) == (accounts.former(user.pk), "", "")
    assert (user.is_staff, user.has_usable_password(), user.groups.count(), hasattr(user, "preferences")) == (
        False,
    ) * 2 + (0, False)
    assert user.logentry_set.count() == 1
    assert client.get("/admin/").status_code == 302
    assert "zoe" not in str(everything()[0])
