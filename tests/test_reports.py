"""Reports: a question entered with boxes, its answer read, frozen as it was read, and unmoved ever after."""

import io
import json

import pytest
from django.contrib.admin.models import LogEntry
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import models
from openpyxl import load_workbook
from reversion.models import Version

from agreements.models import Agreement, Contribution, Report
from agreements.models.report import canonical, sha256
from tests import factories as make
from tests.admin_forms import add, address, change, told
from tests.factories import day
from tests.staff import logged_in, with_roles
from tests.world import standing

pytestmark = pytest.mark.django_db
BOXES = {"title": "Bilan 2015", "since": "31/12/2014", "until": "31/12/2015", "level": "internal"}


@pytest.fixture(scope="module", autouse=True)
def world(django_db_setup, django_db_blocker):
    yield from standing(django_db_blocker, with_roles)


@pytest.fixture
def report():
    return make.ReportFactory()


def shown(client, report, **asked):
    return client.get(address(Report, "answer", report.pk), asked)


def frozen(client, report, read=None):
    read = shown(client, report).context["read"] if read is None else read
    return client.post(address(Report, "freeze", report.pk), {"read": read}, follow=True)


def text(client, report):
    return shown(client, report).content.decode()


def test_a_report_is_asked_with_the_boxes_of_the_list_and_leads_to_its_answer(world):
    client = logged_in("officer")
    answer = add(client, Report, **BOXES, country=["JP", "BR"], instrument="lia", q="œil")
    report = Report.objects.get()
    assert answer["Location"] == address(Report, "answer", report.pk)
    assert (report.reference, report.question) == ("RAP-2015-001", "q=%C5%93il&country=JP&country=BR&instrument=lia")
    page = shown(client, report)
    assert "Brésil" in page.context["asked"]
    assert [row["reference"] for _code, _label, rows in page.context["sections"] for row in rows] == ["LIA-2013-001"]
    assert change(client, report, country=[], instrument=[]).status_code == 302
    report.refresh_from_db()
    assert report.question == "q=%C5%93il"


@pytest.mark.parametrize(
    ("typed", "beside"),
    [
        ({"until": "31/12/2014"}, "until"),
        ({"country": "XX"}, "country"),
        ({"unit": "U0"}, "unit"),
        ({"q": "\0"}, "q"),
        ({"q": "a" * 201}, "q"),
        ({"since": "31/02/2015"}, "since"),
        ({"level": "restricted"}, "level"),
        ({"title": ""}, "title"),
    ],
)
def test_what_cannot_be_asked_is_refused_beside_its_box(typed, beside):
    page = add(logged_in("officer"), Report, **{**BOXES, **typed})
    assert set(page.context["adminform"].form.errors) == {beside}
    assert not Report.objects.exists()


def test_each_number_leads_to_exactly_its_rows(report):
    client = logged_in("reader")
    page = shown(client, report)
    numbers = {line.shows: line.count for line in page.context["balance"]}
    assert numbers["first"] > 0
    for shows, count in numbers.items():
        rows = [row for _code, _label, rows in shown(client, report, show=shows).context["sections"] for row in rows]
        assert len(rows) == count, shows
        if count:
            assert f'href="?show={shows}"' in page.content.decode()
    assert all(row["url"] for _code, _label, rows in page.context["sections"] for row in rows)


def test_activities_held_in_between_are_told_where_the_question_can_be_put_to_them(world):
    year = {"since": day("2013-12-31"), "until": day("2014-12-31")}
    client = logged_in("reader")
    found = {
        question: shown(client, make.ReportFactory(question=question, **year)).context["activities"]
        for question in ("", "country=BR", "instrument=lia")
    }
    assert [row["reference"] for row in found[""]] == ["VIS-2014-001"]
    assert found["country=BR"] == []
    assert found["instrument=lia"] is None


def contributions(world):
    """Of Japan's agreement on both sides, and of one with two countries on the French side."""
    Contribution.objects.all().delete()
    for agreement, side, amount in (
        (world.lia, "french", 1000),
        (world.lia, "partner", 800),
        (world.gdri, "french", 5),
    ):
        make.ContributionFactory(party=agreement.parties.filter(side=side).first(), amount=amount)
    extra = make.PartyFactory(agreement=world.lia, french=True, signed_on=day("2013-01-01"))
    make.ContributionFactory(party=extra, amount=None, researcher_months="1.5")
    make.ContributionFactory(party=extra, year=2017)


def test_money_is_told_by_partner_country_and_year_and_adds_nothing_twice(world):
    contributions(world)
    page = shown(logged_in("publisher"), make.ReportFactory(level="restricted", until=day("2016-12-31")))
    lines = {row["country"]: row for row in page.context["money"]}
    japan = lines["Japon"]
    assert (japan["year"], japan["french"], japan["partner"]) == (2015, "1000.00", "800.00")
    assert (japan["french_months"], japan["partner_months"]) == ("1.5", None)
    assert japan["links"] == [(world.lia.reference, address(Agreement, "change", world.lia.pk))]
    assert lines["plusieurs"]["french"] == "5.00"
    assert len(lines) == 2


def test_a_report_with_money_and_restricted_agreements_is_for_those_who_may_see_them(world):
    contributions(world)
    restricted, internal = make.ReportFactory(level="restricted", title="Canari"), make.ReportFactory()
    client = logged_in("officer")
    assert shown(client, internal).context["money"] is None
    assert list(client.get(address(Report)).context["cl"].result_list) == [internal]
    for view in ("answer", "change", "history", "xlsx", "csv"):
        page = client.get(address(Report, view, restricted.pk), follow=True)
        assert page.redirect_chain, view
        assert "Canari" not in page.content.decode()
    client.post(address(Report, "freeze", restricted.pk), {"read": "x"})
    restricted.refresh_from_db()
    assert not restricted.is_frozen
    assert set(logged_in("publisher", "paul").get(address(Report)).context["cl"].result_list) == {restricted, internal}


def test_a_frozen_report_stays_as_it_was_though_the_register_moves(report, world):
    client = logged_in("officer")
    page = frozen(client, report)
    assert told(page) == ["Le rapport est figé\u00a0: il ne bougera plus."]
    assert page.context["changes"] == []
    before = shown(client, report).context["answer"]
    Agreement.objects.filter(pk=world.lia.pk).update(title_fr="Tout autre chose")
    make.in_force(reference="LIA-2015-777", signed="2015-05-05")
    after = shown(client, report)
    assert after.context["answer"] == before
    assert [(line.count, line.today) for line in after.context["balance"] if line.shows == "entered"] == [
        (before["counts"]["entered"], before["counts"]["entered"] + 1)
    ]
    changes = {row["name"].split()[0]: row for row in after.context["changes"]}
    assert set(changes) == {world.lia.reference, "LIA-2015-777"}
    assert [then for _label, then, _now in changes[world.lia.reference]["fields"]] == [world.lia.title_fr]
    assert changes["LIA-2015-777"]["then"] is None


def test_what_is_frozen_is_what_was_read(report):
    client = logged_in("officer")
    read = shown(client, report).context["read"]
    make.in_force(signed="2015-05-05")
    assert told(frozen(client, report, read))[0].startswith("Le registre a changé")
    report.refresh_from_db()
    assert not report.is_frozen


def test_freezing_keeps_who_when_and_the_hash_of_one_canonical_text(report):
    frozen(logged_in("officer", first_name="Claire", last_name="Martin"), report)
    report.refresh_from_db()
    assert report.frozen_hash == sha256(report.frozen)
    assert report.frozen == canonical(json.loads(report.frozen))
    assert report.answer["report"]["frozen_by"] == "Claire Martin"
    assert report.answer["report"]["frozen_on"] == report.frozen_on.isoformat()
    assert report.is_intact
    (entry,) = LogEntry.objects.filter(object_id=report.pk)
    assert report.frozen_hash in entry.change_message
    (version,) = Version.objects.get_for_object(report)
    assert version.field_dict["frozen_hash"] == report.frozen_hash
    assert "frozen" not in version.field_dict


def test_who_froze_it_is_told_after_the_account_is_gone(report):
    client = logged_in("officer", first_name="Claire", last_name="Martin")
    frozen(client, report)
    report.refresh_from_db()
    report.frozen_by.delete()
    assert "Claire Martin" in text(logged_in("reader", "autre"), report)


def test_a_frozen_report_is_neither_changed_nor_deleted_nor_frozen_again(report):
    client = logged_in("administrator")
    frozen(client, report)
    report.refresh_from_db()
    kept = Report.objects.values().get(pk=report.pk)
    assert client.post(address(Report, "change", report.pk), BOXES).status_code == 403
    assert client.post(address(Report, "delete", report.pk), {"post": "yes"}).status_code == 403
    client.post(address(Report), {"action": "delete_selected", "_selected_action": [report.pk], "post": "yes"})
    assert told(frozen(client, report, read="x")) == ["Ce rapport est figé\u00a0: il reste tel qu’il a été envoyé."]
    version = Version.objects.get_for_object(report).first()
    client.post(address(Report, "revision", report.pk, version.pk), BOXES)
    report.title = "Autre"
    for attempt in (report.save, report.delete, Report.objects.all().delete, lambda: Report.objects.update(title="A")):
        with pytest.raises(ValidationError):
            attempt()
    assert not Report.objects.freeze(report.pk, "{}", None, report.frozen_on)
    assert Report.objects.values().get(pk=report.pk) == kept


@pytest.mark.parametrize("spoilt", [{"frozen": "{}"}, {"title": "Autre"}, {"until": day("2016-12-31")}])
def test_a_frozen_report_altered_in_the_database_is_found_out(report, spoilt):
    client = logged_in("reader")
    frozen(logged_in("officer", "claire"), report)
    call_command("check_data", stdout=io.StringIO())
    models.QuerySet(Report).filter(pk=report.pk).update(**spoilt)
    page = shown(client, report)
    assert "altérée" in page.content.decode()
    assert "answer" not in page.context
    assert client.get(address(Report, "xlsx", report.pk)).status_code == 302
    with pytest.raises(CommandError):
        call_command("check_data", stderr=io.StringIO())


def test_what_became_restricted_since_is_counted_and_not_named(report, world):
    frozen(logged_in("officer", "claire"), report)
    Agreement.objects.filter(pk=world.lia.pk).update(published=False, confidentiality="restricted")
    client, publisher = logged_in("officer", "paul"), logged_in("publisher", "anne")
    for where in (address(Report, view, report.pk) for view in ("answer", "csv")):
        page, whole = (each.get(where).content.decode() for each in (client, publisher))
        assert world.lia.title_fr not in page
        assert world.lia.reference not in page
        assert "Accord restreint 1" in page
        assert world.lia.reference in whole
    counts = [shown(each, report).context["answer"]["counts"] for each in (client, publisher)]
    assert counts[0] == counts[1]


def test_a_report_is_given_as_files_that_hold_its_rows_and_no_formula(report, world):
    Agreement.objects.filter(pk=world.lia.pk).update(title_fr="=1+1")
    client = logged_in("officer")
    frozen(client, report)
    rows = [row for _code, _label, rows in shown(client, report).context["sections"] for row in rows]
    book = load_workbook(io.BytesIO(b"".join(client.get(address(Report, "xlsx", report.pk)).streaming_content)))
    about, agreements, activities = book.worksheets
    report.refresh_from_db()
    assert report.frozen_hash in [row[1].value for row in about.iter_rows()]
    assert {row[0].value for row in agreements.iter_rows(min_row=2)} == {row["reference"] for row in rows}
    assert activities.max_row == 1 + len(shown(client, report).context["activities"])
    assert not [cell for row in agreements.iter_rows() for cell in row if cell.data_type == "f"]
    file = client.get(address(Report, "csv", report.pk)).content.decode()
    assert len(file.splitlines()) == 1 + len(rows)
    assert "'=1+1" in file


def test_more_agreements_than_a_report_holds_are_refused_with_a_sentence(report, monkeypatch):
    monkeypatch.setattr("agreements.reporting.answer.MOST_AGREEMENTS", 1)
    page = shown(logged_in("officer"), report)
    assert page.context["errors"] == ["Plus de 1 accords\u00a0: précisez la question."]
    assert address(Report, "freeze", report.pk) not in page.content.decode()


def test_a_question_that_is_no_longer_one_says_so_and_keeps_what_was_frozen(report):
    client = logged_in("officer")
    asked = make.ReportFactory(question="theme=nerves")
    frozen(client, asked)
    models.QuerySet(Report).filter(pk=report.pk).update(question="theme=zzz")
    assert shown(client, report).context["errors"]
    assert shown(client, asked).context["answer"]


def test_a_report_asks_the_database_as_often_for_many_agreements_as_for_few(world, django_assert_max_num_queries):
    client = logged_in("officer")
    counts = []
    for more in (2, 12):
        for _number in range(more):
            row = make.in_force(signed="2014-05-05")
            make.AmendmentFactory(agreement=row)
            make.in_force(signed="2015-05-05", predecessor=make.in_force(signed="2010-05-05"))
            make.ActivityFactory()
        report = make.ReportFactory()
        frozen(client, report)
        with django_assert_max_num_queries(40) as asked:
            shown(client, report)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_a_reader_reads_reports_and_freezes_none(report):
    client = logged_in("reader")
    page = shown(client, report)
    assert address(Report, "freeze", report.pk) not in page.content.decode()
    assert client.post(address(Report, "freeze", report.pk), {"read": page.context["read"]}).status_code == 403
    assert client.get(address(Report, "freeze", report.pk)).status_code == 403
    assert client.get(address(Report, "add")).status_code == 403
    assert "tous les accords" in client.get(address(Report, "change", report.pk)).content.decode()
    assert logged_in("officer", "claire").get(address(Report, "freeze", report.pk)).status_code == 405
