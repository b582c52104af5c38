"""A record's history: who changed what, when and why, in words; two versions compared; what else happened to it."""

import json

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from reversion.models import Version

from agreements.models import Agreement, Contribution, Party
from inserm_intl.models import Page
from partners.models import Institution
from tests import factories as make
from tests.admin_forms import add, address, change, parties, sent, staff, told
from tests.factories import day

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_english(client, admin_client):
    client.cookies["django_language"] = admin_client.cookies["django_language"] = "en"


@pytest.fixture
def agreement():
    """In force, entered by a fixture: without a version."""
    riken = make.InstitutionFactory(name_fr="Riken", name_en="Riken")
    inserm = make.InstitutionFactory(name_fr="Inserm", french=True)
    return make.in_force(title_fr="Neurosciences", french=inserm, partner=riken)


def events(client, record, **asked):
    return list(client.get(address(type(record), "history", record.pk), asked).context["page"])


def fields(comparison):
    return [tuple(field) for field in comparison.fields]


def rows(comparison):
    return [(row.kind, row.noun, row.name, [tuple(field) for field in row.fields]) for row in comparison.rows]


def versions(record):
    return list(Version.objects.get_for_object(record).order_by("pk"))


def compared(client, record, one, other):
    return client.get(address(type(record), "compare", record.pk), {"one": one.pk, "other": other.pk})


def restore(client, record, version):
    where = address(type(record), "revision", record.pk, version.pk)
    return client.post(where, sent(client.get(where)), follow=True)


def test_each_change_says_who_what_and_why_field_by_field_in_words(admin_client, agreement):
    theme = make.ThematicInstituteFactory(name_fr="Cancer", name_en="Cancer")
    change(
        admin_client,
        agreement,
        title_fr="Neurosciences sociales",
        effective_on="11/2016",
        renewal="express",
        themes=theme.pk,
        published=[],
        change_reason="Asked by the partner.",
    )
    last, first = events(admin_client, agreement)
    assert (last.who, last.why) == ("admin", "Asked by the partner.")
    assert fields(last.comparison) == [
        ("Title [fr]", "Neurosciences", "Neurosciences sociales"),
        ("Effective on", "–", "November 2016"),
        ("Renewal clause", "No clause", "By express agreement"),
        ("Research fields", "–", "Cancer"),
        ("Published", "yes", "no"),
    ]
    assert (first.kind, first.who, first.comparison) == ("First version kept", "", None)


def test_the_reason_alone_is_no_change_and_the_page_shows_what_was_typed(admin_client, agreement):
    change(admin_client, agreement, change_reason="<b>Nothing</b>")
    page = admin_client.get(address(Agreement, "history", agreement.pk)).content.decode()
    assert "&lt;b&gt;Nothing&lt;/b&gt;" in page
    assert "Saved without any difference" in page
    assert LogEntry.objects.get().get_change_message() == "No fields changed."


def test_rows_are_told_when_they_are_added_changed_and_removed(admin_client, agreement):
    keio = make.InstitutionFactory(name_fr="Keio", name_en="Keio")
    index = list(agreement.parties.all()).index(agreement.parties.get(side="partner"))
    change(
        admin_client,
        agreement,
        **{"amendments-TOTAL_FORMS": 1, "amendments-0-number": 1, "amendments-0-kind": "change"},
        **{f"parties-{index}-signed_at": "Tokyo"},
    )
    said = rows(events(admin_client, agreement)[0].comparison)
    assert said == [
        ("changed", "Party", "Riken", [("Place of signature", "–", "Tokyo")]),
        ("added", "Amendment", "1", [("Number", "–", "1"), ("Kind", "–", "Change")]),
    ]
    typed = {"parties-TOTAL_FORMS": 3, "parties-2-institution": keio.pk, "parties-2-side": "partner"}
    typed |= {"parties-2-role": "party", "parties-2-order": 0, f"parties-{index}-DELETE": "on"}
    change(admin_client, agreement, **typed)
    changed = [row[:3] for row in rows(events(admin_client, agreement)[0].comparison)]
    assert changed == [("removed", "Party", "Riken"), ("added", "Party", "Keio")]


def test_a_save_is_one_line_and_what_was_only_logged_another(admin_client, agreement):
    change(admin_client, agreement, acronym="A")
    change(admin_client, agreement, acronym="B")
    assert len(events(admin_client, agreement)) == 3
    someone = staff("denise")
    LogEntry.objects.log_actions(someone.pk, [agreement], 2, "Sent to the archive.")
    noted = [(event.who, event.what) for event in events(admin_client, agreement) if not event.version]
    assert noted == [("Denise", "Sent to the archive.")]


def test_what_actions_change_is_told_alike(admin_client, agreement):
    admin_client.post(address(Agreement), {"action": "unpublish", "_selected_action": agreement.pk})
    assert fields(events(admin_client, agreement)[0].comparison) == [("Published", "yes", "no")]


def test_any_two_versions_are_compared_the_earlier_first(admin_client, agreement):
    for acronym in ("A", "B", "C"):
        change(admin_client, agreement, acronym=acronym)
    kept = versions(agreement)
    for one, other in ((kept[1], kept[3]), (kept[3], kept[1])):
        page = compared(admin_client, agreement, one, other)
        assert fields(page.context["comparison"]) == [("Acronym", "A", "C")]
    assert not compared(admin_client, agreement, kept[1], kept[1]).context["comparison"]


@pytest.mark.parametrize("asked", [{}, {"one": "x", "other": "1"}, {"one": "9" * 40, "other": "\0"}])
def test_a_comparison_of_what_is_no_version_leads_back_to_the_history(admin_client, agreement, asked):
    page = admin_client.get(address(Agreement, "compare", agreement.pk), asked, follow=True)
    assert told(page) == ["Choose two versions to compare."]


def test_a_version_of_another_record_is_not_compared(admin_client, agreement):
    other = make.AgreementFactory()
    for record in (agreement, other):
        change(admin_client, record, acronym="A")
    asked = {"one": versions(agreement)[0].pk, "other": versions(other)[0].pk}
    assert admin_client.get(address(Agreement, "compare", agreement.pk), asked, follow=True).status_code == 404


def test_a_version_of_an_older_schema_is_read_as_far_as_it_can_be(admin_client, agreement):
    change(admin_client, agreement, acronym="A", title_fr="Autre")
    first, last = versions(agreement)
    stored = json.loads(first.serialized_data)
    stored[0]["fields"] |= {"gone": "x", "renewal": "for-ever", "effective_on": "not a day", "instrument": "abc"}
    del stored[0]["fields"]["acronym"]
    Version.objects.filter(pk=first.pk).update(serialized_data=json.dumps(stored))
    assert fields(events(admin_client, agreement)[0].comparison) == [
        ("Type of cooperation", "(deleted, or not to be seen)", str(agreement.instrument)),
        ("Title [fr]", "Neurosciences", "Autre"),
        ("Effective on", "not a day", "–"),
        ("Renewal clause", "for-ever", "No clause"),
    ]
    Version.objects.filter(pk=last.pk).update(serialized_data="{not json")
    assert events(admin_client, agreement)[0].comparison is not None


READER = ("agreements.view_agreement", "agreements.view_party")


def test_rows_and_fields_that_the_form_does_not_show_are_not_in_the_history_either(client, admin_client, agreement):
    change(
        admin_client,
        agreement,
        **{
            "stages-TOTAL_FORMS": 1,
            "stages-0-kind": "signed",
            "stages-0-since": "01/02/2015",
            "stages-0-note": "secret",
        },
        effective_on="11/2016",
    )
    client.force_login(staff("claire", *READER))
    page = client.get(address(Agreement, "history", agreement.pk))
    assert "secret" not in page.content.decode()
    assert fields(page.context["page"][0].comparison) == [("Effective on", "–", "November 2016")]
    page = compared(client, agreement, *versions(agreement))
    assert "secret" not in page.content.decode()
    assert fields(page.context["comparison"]) == [("Effective on", "–", "November 2016")]


def test_a_restricted_agreement_has_no_history_nor_name_for_those_who_may_not_see_it(client, admin_client, agreement):
    framework = make.AgreementFactory(title_fr="Secret défense", confidentiality="restricted", published=False)
    change(admin_client, agreement, parent=framework.pk)
    change(admin_client, agreement, parent="")
    client.force_login(staff("claire", *READER))
    page = client.get(address(Agreement, "history", agreement.pk)).content.decode()
    assert "(deleted, or not to be seen)" in page
    assert "Secret" not in page
    assert framework.reference not in page
    change(admin_client, agreement, confidentiality="restricted", published=[])
    for view in ("history", "compare"):
        assert client.get(address(Agreement, view, agreement.pk)).status_code == 302


def test_history_and_comparison_need_the_right_to_view(client, admin_client, agreement):
    change(admin_client, agreement, acronym="A")
    client.force_login(staff("claire", "partners.view_institution"))
    for view in ("history", "compare"):
        assert client.get(address(Agreement, view, agreement.pk)).status_code == 403


def test_a_reader_is_offered_no_way_back(client, admin_client, agreement):
    change(admin_client, agreement, acronym="A")
    client.force_login(staff("claire", *READER))
    page = client.get(address(Agreement, "history", agreement.pk)).content.decode()
    assert address(Agreement, "revision", agreement.pk, versions(agreement)[0].pk) not in page


def test_a_long_history_is_cut_into_pages_at_the_same_cost(admin_client, agreement):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            found = events(admin_client, agreement)
        return len(queries), len(found)

    for number in range(3):
        change(admin_client, agreement, acronym=f"A{number}")
    before, found = cost()
    assert found == 4
    base = versions(agreement)[-1]
    for number in range(30):
        revision = base.revision
        revision.pk = None
        revision.save()
        stored = json.loads(base.serialized_data)
        stored[0]["fields"]["acronym"] = f"B{number}"
        base.pk, base.revision, base.serialized_data = None, revision, json.dumps(stored)
        base.save()
    after, found = cost()
    assert (after <= before, found) == (True, 25)
    assert len(events(admin_client, agreement, p=2)) == 9
    assert len(events(admin_client, agreement, p="x")) == 25


def test_stages_and_activities_stand_in_the_same_line_of_time_as_changes(admin_client, agreement, time_machine):
    make.StageFactory(agreement=agreement, kind="legal-review", since=day("2014-02-01"), desk="legal", note="chased")
    make.ActivityFactory(agreement=agreement, title_fr="Visite à Wako", starts_on=day("2030-05-02"))
    time_machine.move_to("2020-01-01T12:00:00+00:00")
    change(admin_client, agreement, acronym="A")
    told_so = [(event.kind, event.day) for event in events(admin_client, agreement)]
    assert told_so == [
        ("Exploratory visit", "2 May 2030"),
        ("Modification", ""),
        ("First version kept", ""),
        ("Legal review", "1 February 2014"),
    ]
    assert "Visite à Wako" in events(admin_client, agreement)[0].what


def test_stages_and_activities_are_for_those_who_may_see_them(client, agreement):
    make.StageFactory(agreement=agreement)
    make.ActivityFactory(agreement=agreement)
    client.force_login(staff("claire", *READER))
    assert events(client, agreement) == []


def test_activities_of_an_institution_are_in_its_history(admin_client):
    institution = make.InstitutionFactory()
    make.ActivityFactory(title_fr="Visite").institutions.add(institution)
    assert [event.kind for event in events(admin_client, institution)] == ["Exploratory visit"]


def test_going_back_keeps_the_reason_and_says_to_which_version(admin_client, agreement):
    change(admin_client, agreement, acronym="A")
    restore(admin_client, agreement, versions(agreement)[0])
    last = events(admin_client, agreement)[0]
    assert last.why.startswith("Reverted to previous version")
    assert fields(last.comparison) == [("Acronym", "A", "–")]


def entered_with_money(admin_client):
    lia, riken = make.InstrumentFactory(), make.InstitutionFactory()
    rows = parties((make.InstitutionFactory(french=True), {"side": "french"}), (riken, {}))
    add(admin_client, Agreement, instrument=lia.pk, title_fr="Neurosciences", open_ended="on", **rows)
    agreement = Agreement.objects.get()
    make.ContributionFactory(party=agreement.parties.get(institution=riken), year=2016, amount=500)
    return agreement


def test_a_deleted_agreement_comes_back_with_what_its_parties_give(admin_client):
    agreement = entered_with_money(admin_client)
    make.ContributionFactory(party=agreement.parties.first(), year=2017)
    gone = Contribution.objects.get(year=2017)
    admin_client.post(address(Contribution, "delete", gone.pk), {"post": "yes"})
    admin_client.post(address(Agreement, "delete", agreement.pk), {"post": "yes"})
    assert not Contribution.objects.exists()
    where = admin_client.get(address(Agreement, "recoverlist")).context["deleted"][0]
    recover = address(Agreement, "recover", where.pk)
    admin_client.post(recover, sent(admin_client.get(recover)))
    assert [(row.year, row.amount, row.party.agreement_id) for row in Contribution.objects.all()] == [
        (2016, 500, agreement.pk)
    ]


def test_a_record_that_no_version_was_kept_of_is_recovered_once_deleted_in_the_list(admin_client, agreement):
    agreement.activities.all().delete()
    admin_client.post(
        address(Agreement), {"action": "delete_selected", "_selected_action": agreement.pk, "post": "yes"}
    )
    assert not Agreement.objects.exists()
    where = admin_client.get(address(Agreement, "recoverlist")).context["deleted"][0]
    recover = address(Agreement, "recover", where.pk)
    admin_client.post(recover, sent(admin_client.get(recover)))
    assert {str(party.institution) for party in Agreement.objects.get().parties.all()} == {"Inserm", "Riken"}
    assert reverse("admin:agreements_agreement_recoverlist") in admin_client.get(address(Agreement)).content.decode()


def test_a_party_taken_out_comes_back_with_its_contributions(admin_client):
    agreement = entered_with_money(admin_client)
    money = Contribution.objects.get()
    change(admin_client, money, amount="600")
    index = list(agreement.parties.all()).index(money.party)
    change(admin_client, agreement, **{f"parties-{index}-DELETE": "on"})
    assert not Contribution.objects.exists()
    restore(admin_client, agreement, versions(agreement)[0])
    assert Contribution.objects.get().amount == 600


def test_an_old_version_names_the_institution_that_another_was_merged_into(admin_client, agreement):
    change(admin_client, agreement, acronym="A")
    riken, kept = Institution.objects.get(name_fr="Riken"), make.InstitutionFactory(name_fr="RIKEN")
    where = f"{address(Institution, 'merge', kept.pk)}?with={riken.pk}"
    form = admin_client.get(where).context["form"]
    values = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    admin_client.post(where, {**values, "keep": kept.pk, "name_fr": kept.pk, "country": kept.pk})
    restore(admin_client, agreement, versions(agreement)[0])
    assert {row.institution_id for row in Party.objects.filter(side="partner")} == {kept.pk}


def test_a_version_that_names_what_was_deleted_is_not_gone_back_to(admin_client, agreement):
    framework = make.AgreementFactory()
    change(admin_client, agreement, parent=framework.pk)
    change(admin_client, agreement, parent="")
    framework.delete()
    where = address(Agreement, "revision", agreement.pk, versions(agreement)[1].pk)
    page = admin_client.get(where, follow=True)
    assert told(page)[-1].startswith("Not possible: “framework agreement” of “LIA-")
    agreement.refresh_from_db()
    assert agreement.parent is None


def test_every_noun_with_versions_shows_its_history(admin_client):
    page = make.PageFactory()
    change(admin_client, page, title_en="Policy")
    assert fields(events(admin_client, page)[0].comparison) == [("Title [en]", "–", "Policy")]
    assert Page.objects.count() == 1


def test_documents_and_mails_stand_in_the_timeline_of_those_who_may_see_them(client, admin_client, agreement):
    make.DocumentFactory(agreement=agreement, title="Budget")
    make.DocumentFactory(agreement=agreement, title="Avis", confidentiality="restricted")
    deadline = make.DeadlineFactory(agreement=agreement, what="Relancer")
    make.ReminderFactory(deadline=deadline, sent_at=timezone.now(), sent_to=staff("denise"))
    make.ReminderFactory(deadline=deadline, milestone="0d")
    said = [(event.kind, event.who, event.what) for event in events(admin_client, agreement)]
    assert ("Reminder by e-mail", "Denise", "Relancer – 7 days before") in said
    assert [what.rpartition(" – ")[2] for kind, _who, what in said if kind == "Document"] == ["Avis", "Budget"]
    assert len(said) == 3
    client.force_login(staff("claire", *READER, "agreements.view_document"))
    assert [event.what.rpartition(" – ")[2] for event in events(client, agreement)] == ["Budget"]


def test_a_row_that_became_restricted_is_not_in_the_past_of_its_record(client, admin_client, agreement):
    document = make.DocumentFactory(agreement=agreement, title="Budget")
    change(admin_client, agreement, acronym="A")
    document.title = "Budget secret"
    document.confidentiality = "restricted"
    document.save()
    change(admin_client, agreement, acronym="B")
    first, *_between, last = versions(agreement)
    client.force_login(staff("claire", *READER, "agreements.view_document"))
    for page in (compared(client, agreement, first, last), client.get(address(Agreement, "history", agreement.pk))):
        assert "Budget" not in page.content.decode()
