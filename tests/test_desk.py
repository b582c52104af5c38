"""The desk, first page of the admin: what waits, for whom, and the way to exactly those rows."""

import datetime
import re

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from agreements.models import Agreement, Document
from inserm_intl.days import add_months, today
from inserm_intl.desk import completing
from inserm_intl.desk.section import Section
from inserm_intl.spreadsheets.models import Import, ImportRow, RowKind, State
from partners.models import Institution
from tests import factories as make
from tests import papers
from tests.admin_forms import address, change, staff
from tests.factories import day
from tests.staff import enter, roles
from tests.world import standing

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def _roles(django_db_setup, django_db_blocker):
    yield from standing(django_db_blocker, roles)


@pytest.fixture
def officer(client):
    return enter(client, "officer", "claire")


def desk(client, **asked):
    return client.get("/admin/", asked)


def section(client, key, **asked):
    return next(section for section in desk(client, **asked).context["sections"] if section.id == key)


def told(client, key, **asked) -> list[str]:
    """Each line of a section as one text."""
    return [" | ".join(map(str, [line.name, *line.cells])) for line in section(client, key, **asked).lines]


def negotiation(since="2016-10-01", **fields):
    desk = {name: fields.pop(name) for name in ("desk", "note") if name in fields}
    agreement = make.in_force(signed=None, published=False, **fields)
    make.StageFactory(agreement=agreement, since=day(since), **desk)
    return agreement


def test_a_negotiation_says_whose_desk_it_is_on_for_how_many_days_and_the_last_note(client, officer, time_machine):
    time_machine.move_to("2026-11-08T12:00:00+00:00")
    agreement = negotiation(
        "2026-10-01", note="relancé le 2 avril", desk="partner", partner=make.InstitutionFactory(name_fr="ICMR")
    )
    make.StageFactory(agreement=agreement, kind="legal-review", since=day("2026-10-20"), desk="legal")
    (line,) = told(client, "negotiations", whose="office")
    assert "ICMR" in line
    assert "Examen juridique, les affaires juridiques, depuis 19 jours" in line
    assert "relancé le 2 avril" in line


def test_the_longest_on_a_desk_comes_first(client, officer):
    newer, older = negotiation("2016-05-01"), negotiation("2016-02-01")
    assert [line.name for line in section(client, "negotiations").lines] == [str(older), str(newer)]


def test_mine_are_the_cases_that_i_answer_for_and_the_office_s_are_all(client, officer):
    mine, other = negotiation(officer=officer), negotiation(officer=staff("anne"))
    assert {line.name for line in section(client, "negotiations").lines} == {str(mine)}
    assert {line.name for line in section(client, "negotiations", whose="office").lines} == {str(mine), str(other)}


def test_who_has_no_case_sees_the_office_s(client, officer):
    negotiation(officer=staff("anne"))
    assert not desk(client).context["mine"]
    assert section(client, "negotiations").counted == 1
    assert section(client, "negotiations", whose="me").counted == 0


def test_to_sign_names_who_has_not_signed_and_who_has(client, officer):
    agreement = make.in_force(signed=None, partner=make.InstitutionFactory(name_fr="Riken"), open_ended=True)
    agreement.parties.filter(side="french").update(signed_on=day("2016-10-12"))
    make.in_force()
    (line,) = told(client, "to-sign")
    assert re.search(r"\| Riken \| Institut \d+ \(12 octobre 2016\)", line)


def test_an_agreement_about_to_be_signed_waits_for_all_its_parties(client, officer):
    agreement = negotiation()
    assert told(client, "to-sign") == []
    make.StageFactory(agreement=agreement, kind="awaiting-signature", since=day("2016-10-30"))
    assert section(client, "to-sign").counted == 1


@pytest.mark.parametrize("kind", ["signed", "not-pursued"])
def test_nobody_waits_for_signatures_of_what_is_signed_or_given_up(client, officer, kind):
    agreement = negotiation()
    agreement.parties.filter(side="french").update(signed_on=day("2016-10-12"))
    make.StageFactory(agreement=agreement, kind=kind, since=day("2016-10-30"))
    assert section(client, "to-sign").counted == 0


def test_an_original_is_awaited_for_two_years(client, officer):
    limit = add_months(today(), -24)
    awaited = make.in_force(signed=limit.isoformat())
    make.in_force(signed=(limit - datetime.timedelta(1)).isoformat())
    assert [line.name for line in section(client, "originals").lines] == [str(awaited)]
    awaited.parties.update(originals_received=True)
    assert section(client, "originals").counted == 0


def test_what_ends_this_year_ends_on_its_last_day_at_the_latest(client, officer, time_machine):
    time_machine.move_to("2026-11-08T12:00:00+00:00")
    ending = [make.in_force(ends_on=day(when)) for when in ("2026-12-31", "2026-11-08")]
    for when in ("2027-01-01", "2026-11-07"):
        make.in_force(ends_on=day(when))
    make.AgreementFactory(predecessor=ending[0], reference="LIA-2027-050")
    lines = told(client, "ending")
    assert [line.split(" | ")[0] for line in lines] == [str(ending[1]), str(ending[0])]
    assert "LIA-2027-050" in lines[1]


def rows(count):
    for number in range(count):
        negotiation(note=f"note {number}", partner=make.InstitutionFactory())
        agreement = make.in_force(signed=None)
        agreement.parties.filter(side="french").update(signed_on=day("2016-10-12"))
        make.in_force(signed=today().isoformat(), ends_on=datetime.date(today().year, 12, 31))
        make.DeadlineFactory()


@pytest.mark.parametrize("whose", ["me", "office"])
def test_each_section_leads_to_a_list_of_exactly_its_rows(client, officer, whose):
    rows(11)
    Agreement.objects.filter(pk__in=Agreement.objects.order_by("-pk")[:20]).update(officer=officer)
    make.in_force()
    counted = {
        section.id: section for section in desk(client, whose=whose).context["sections"] if isinstance(section, Section)
    }
    assert len(counted) >= 5
    for shown in counted.values():
        listed = client.get(shown.url).context["cl"]
        assert {row.pk for row in listed.queryset} == {row.pk for row in shown.rows}, shown.id
        assert listed.result_count == shown.counted > 0
        assert len(list(shown.lines)) == min(10, shown.counted)


def test_the_desk_costs_as_much_with_many_rows_as_with_few(client, officer):
    costs = []
    for count in (12, 12):
        rows(count)
        for number in range(2):
            change(client, Institution.objects.order_by("-pk")[number], city=f"Kyoto {count}{number}")
        with CaptureQueriesContext(connection) as queries:
            desk(client)
        costs.append(len(queries))
    assert costs[0] == costs[1] <= 50


def test_a_reader_sees_the_desk_and_is_offered_nothing_to_add(client):
    enter(client, "reader", "lise")
    negotiation()
    page = desk(client)
    assert {"negotiations", "to-sign", "ending", "changes"} <= {section.id for section in page.context["sections"]}
    assert page.context["quickly_added"] == []


def test_an_officer_adds_from_the_desk(client, officer):
    forms = [url for _name, url in desk(client).context["quickly_added"]]
    assert address(Agreement, "add") in forms
    assert {client.get(url).status_code for url in forms} == {200}


def test_who_may_see_no_noun_sees_an_empty_desk(client):
    client.force_login(staff("nobody"))
    negotiation()
    page = desk(client)
    assert [section.id for section in page.context["sections"]] == ["changes"]
    assert page.context["quickly_added"] == []


def test_a_restricted_agreement_is_on_no_desk_but_of_those_who_may_see_it(client, officer):
    for agreement in (negotiation(), make.in_force(ends_on=datetime.date(today().year, 12, 31))):
        Agreement.objects.filter(pk=agreement.pk).update(
            title_fr="Canari", confidentiality="restricted", published=False
        )
        agreement.refresh_from_db()
        LogEntry.objects.log_actions(officer.pk, [agreement], 2, "[]", single_object=True)
    assert "Canari" not in desk(client).content.decode()
    enter(client, "publisher", "paul")
    assert desk(client, whose="office").content.decode().count("Canari") >= 3


# What changed since yesterday


def test_what_changed_says_who_what_and_where(client, officer):
    institution = make.InstitutionFactory(name_fr="Riken")
    change(client, institution, city="Wako")
    (line,) = section(client, "changes").lines
    assert (line.name, line.url) == ("Riken", address(Institution, "change", institution.pk))
    assert line.cells[0] == "Institution – Modification de ville."
    assert line.cells[1] == "Claire"


def test_a_document_is_told_by_its_kind_alone_for_it_may_be_restricted_later(client, officer):
    agreement = make.in_force()
    typed = papers.rows(("a.pdf", papers.pdf()), title="Canari")
    assert change(client, agreement, **typed).status_code == 302
    Document.objects.update(confidentiality="restricted")
    (line,) = section(client, "changes").lines
    assert line.cells[0].endswith("Ajout de document «\u00a0Texte signé\u00a0».")
    assert not LogEntry.objects.filter(change_message__contains="Canari").exists()


def test_yesterday_begins_at_midnight_in_paris(client, officer, time_machine):
    time_machine.move_to("2026-11-08T12:00:00+00:00")
    institution = make.InstitutionFactory()
    LogEntry.objects.log_actions(officer.pk, [institution], 2, "[]", single_object=True)
    entries = LogEntry.objects.all()
    entries.update(action_time=datetime.datetime(2026, 11, 6, 23, 0, tzinfo=datetime.UTC))
    assert section(client, "changes").counted == 1
    entries.update(action_time=datetime.datetime(2026, 11, 6, 22, 59, tzinfo=datetime.UTC))
    assert section(client, "changes").counted == 0


def test_many_changes_of_one_kind_are_told_in_one_line(client, officer):
    institutions = make.InstitutionFactory.create_batch(20)
    for institution in institutions:
        LogEntry.objects.log_actions(officer.pk, [institution], 1, "[]", single_object=True)
    first, others = section(client, "changes").lines
    assert first.name == str(institutions[-1])
    assert others.name == "et 19 autres"
    assert section(client, "changes").counted == 20


def test_what_was_deleted_is_told_to_those_who_see_everything(client, officer):
    LogEntry.objects.log_actions(officer.pk, [make.InstitutionFactory(name_fr="Canari")], 3, "", single_object=True)
    assert section(client, "changes").counted == 0
    enter(client, "administrator", "ada")
    (line,) = section(client, "changes").lines
    assert (line.name, line.url) == ("Canari", "")


def test_what_nobody_registers_is_not_told(client, officer):
    LogEntry.objects.log_actions(officer.pk, [LogEntry.objects.model(pk=1)], 2, "[]", single_object=True)
    assert LogEntry.objects.filter(action_time__gte=timezone.now() - datetime.timedelta(1)).exists()
    assert section(client, "changes").counted == 0


# Deadlines


def test_my_deadlines_are_those_i_was_handed_and_those_of_my_agreements(client, officer):
    handed = make.DeadlineFactory(officer=officer, due_on=day("2016-03-01"))
    of_mine = make.DeadlineFactory(agreement=make.AgreementFactory(officer=officer), due_on=day("2016-02-01"))
    other = make.DeadlineFactory(due_on=day("2016-01-01"))
    make.DeadlineFactory(officer=officer, done_on=day("2016-01-01"))
    assert [line.name for line in section(client, "deadlines").lines] == [of_mine.heading, handed.heading]
    shown = section(client, "deadlines", whose="office")
    assert [line.name for line in shown.lines] == [other.heading, of_mine.heading, handed.heading]


def test_who_has_only_a_deadline_sees_their_own_desk(client, officer):
    assert not desk(client).context["mine"]
    make.DeadlineFactory(officer=officer)
    assert desk(client).context["mine"]


def test_what_the_register_lacks_is_counted_by_kind(client, officer):
    make.InstitutionFactory.create_batch(2, ror_id=None)
    lines = {line.name: line for line in section(client, "to-complete", whose="office").lines}
    line = lines["Partenaire non vérifié\u00a0: pas d’identifiant ROR"]
    assert line.cells == ["2"]
    assert client.get(line.url).status_code == 200


def test_of_very_many_agreements_the_office_s_lacks_are_counted_on_their_board(client, officer, monkeypatch):
    make.AgreementFactory.create_batch(2)
    monkeypatch.setattr(completing, "MOST_AGREEMENTS", 1)
    assert {tuple(line.cells) for line in section(client, "to-complete", whose="office").lines} == {("compté là",)}
    assert section(client, "to-complete", whose="me").counted == 0


def test_rows_of_an_import_that_wait_for_a_name_are_counted_by_file(client, officer):
    assert section(client, "to-match").counted == 0
    done = Import.objects.create(noun="partners.cooperation", file_name="2025.xlsx", state=State.DONE)
    for number in (2, 3):
        ImportRow.objects.create(of_import=done, number=number, kind=RowKind.TO_MATCH)
    (line,) = section(client, "to-match").lines
    assert (line.name, line.cells) == ("2025.xlsx", ["2"])
    assert client.get(line.url).status_code == 200
