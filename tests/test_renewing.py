"""Renewing an agreement: one click drafts its successor, and says what it copied, proposed and left out."""

import pytest
from django.contrib.admin.models import LogEntry
from reversion.models import Version

from agreements.models import Agreement
from inserm_intl.days import today
from tests import factories as make
from tests.admin_forms import address, staff, told
from tests.factories import day, in_force

pytestmark = pytest.mark.django_db
CAN = [
    f"agreements.{verb}_{noun}" for noun in ("agreement", "party", "amendment") for verb in ("view", "add", "change")
]


def lia(**fields):
    return in_force(
        **{"signed": "2015-01-10", "effective_on": day("2015-01-01"), "ends_on": day("2018-12-31"), **fields}
    )


def renew(client, agreement):
    return client.post(address(Agreement, "renew", agreement.pk), follow=True)


@pytest.fixture
def officer(client):
    client.force_login(staff("claire", *CAN))
    return client


def test_the_successor_has_parties_units_fields_and_texts_but_no_signature(officer):
    texts = {f"{name}_{code}": f"{name} {code}" for name in ("title", "summary") for code in ("fr", "en", "es")}
    parent = make.AgreementFactory()
    agreement = lia(
        **texts, acronym="NEURO", own_number="7", parent=parent, confidentiality="internal", published=False
    )
    agreement.themes.add(make.ThematicInstituteFactory())
    agreement.units.add(make.ResearchUnitFactory())
    agreement.parties.filter(side="partner").update(laboratory="Labo", role="funder", order=3)
    renew(officer, agreement)
    successor = agreement.renewed_by
    kept = [*texts, "acronym", "parent", "instrument", "confidentiality"]
    assert [getattr(successor, name) for name in kept] == [getattr(agreement, name) for name in kept]
    columns = ("institution", "side", "role", "laboratory", "order")
    assert list(successor.parties.values_list(*columns)) == list(agreement.parties.values_list(*columns))
    assert {party.signed_on for party in successor.parties.all()} == {None}
    assert set(successor.themes.all()) == set(agreement.themes.all())
    assert set(successor.units.all()) == set(agreement.units.all())
    assert (successor.published, successor.own_number, successor.officer.username) == (False, "", "claire")
    stage = successor.stages.get()
    assert (stage.kind, stage.since, stage.desk) == ("under-discussion", today(), "office")
    assert [row.state for row in successor.periods.all()] == ["under-discussion"]


def test_it_begins_on_the_day_after_the_end_that_signed_amendments_gave(officer):
    agreement = lia()
    make.AmendmentFactory(agreement=agreement, kind="extension", new_end=day("2019-06-30"))
    make.AmendmentFactory(agreement=agreement, kind="extension", new_end=day("2020-06-30"), signed_on=None)
    renew(officer, agreement)
    successor = agreement.renewed_by
    assert (str(successor.effective_on), str(successor.ends_on)) == ("2019-07-01", "2023-06-30")
    assert successor.reference.startswith("LIA-2019-")


@pytest.mark.parametrize(
    ("precision", "months", "expected"),
    [
        ("year", 48, [("2019-01-01", "year"), ("2022-12-31", "year")]),
        ("year", 18, [("2019-01-01", "year"), ("2020-06-30", "month")]),
        ("month", 48, [("2019-01-01", "month"), ("2022-12-31", "month")]),
        ("about", 48, [("2019-01-01", "about"), ("2022-12-31", "about")]),
    ],
)
def test_its_days_are_as_vague_as_the_end_was(officer, precision, months, expected):
    agreement = lia(ends_on_precision=precision, instrument=make.InstrumentFactory(default_months=months))
    renew(officer, agreement)
    row = agreement.renewed_by
    days = [(str(row.effective_on), row.effective_on_precision), (str(row.ends_on), row.ends_on_precision)]
    assert days == expected


def test_what_is_closed_by_then_is_replaced_and_said(officer):
    irp = make.InstrumentFactory(code="irp", default_months=60)
    make.InstrumentFactory(code="lia", valid_until=day("2018-12-31"), successor=irp)
    newest = make.ResearchUnitFactory(code="U1300")
    newer = make.ResearchUnitFactory(code="U1200", valid_until=day("2017-12-31"), successor=newest)
    unit, alone, kept = (
        make.ResearchUnitFactory(code="U1000", valid_until=day("2015-12-31"), successor=newer),
        make.ResearchUnitFactory(code="U1001", valid_until=day("2018-12-31")),
        make.ResearchUnitFactory(code="U1002", valid_until=day("2019-01-01"), successor=newest),
    )
    merged = make.ThematicInstituteFactory(code="b")
    theme = make.ThematicInstituteFactory(valid_until=day("2016-01-01"), successor=merged)
    agreement = lia()
    agreement.units.add(unit, alone, kept)
    agreement.themes.add(theme)
    said = " ".join(told(renew(officer, agreement)))
    successor = agreement.renewed_by
    assert (successor.instrument, str(successor.ends_on)) == (irp, "2023-12-31")
    assert set(successor.units.all()) == {newest, alone, kept}
    assert [row.code for row in successor.themes.all()] == ["b"]
    assert all(code in said for code in ("IRP", "U1000", "U1300", "U1001"))
    assert "U1002" not in said


def test_a_unit_that_succeeds_itself_through_others_is_found_no_end_of(officer):
    first, second = (make.ResearchUnitFactory(valid_until=day("2015-12-31")) for _ in range(2))
    type(first).objects.update(successor=second)
    type(first).objects.filter(pk=second.pk).update(successor=first)
    agreement = lia()
    agreement.units.add(first)
    renew(officer, agreement)
    assert agreement.renewed_by.units.count() == 1


def test_the_officer_lands_on_the_draft_and_reads_what_surprises(officer):
    lia_once = make.InstrumentFactory(renewals_max=1)
    first = lia(instrument=lia_once, ends_on=day("2014-12-31"), effective_on=day("2011-01-01"))
    agreement = lia(instrument=lia_once, predecessor=first)
    response = renew(officer, agreement)
    assert response.redirect_chain[-1][0] == address(Agreement, "change", agreement.renewed_by.pk)
    assert any(sentence.startswith("Renouvellement n°\xa02") for sentence in told(response))


def test_two_clicks_make_one_successor_and_lead_to_it(officer):
    agreement = lia()
    renew(officer, agreement)
    response = renew(officer, agreement)
    assert Agreement.objects.filter(predecessor=agreement).count() == 1
    assert response.redirect_chain[-1][0] == address(Agreement, "change", agreement.renewed_by.pk)
    assert [agreement.reference in sentence for sentence in told(response)] == [True]
    page = officer.get(address(Agreement, "change", agreement.pk)).content.decode()
    assert address(Agreement, "renew", agreement.pk) not in page
    assert address(Agreement, "change", agreement.renewed_by.pk) in page


@pytest.mark.parametrize(
    "fields",
    [
        {"ends_on": None, "open_ended": True},
        {"ends_on": None, "open_ended": False},
        {"signed": None},
        {"renewal": "tacit", "renewal_months": 12},
    ],
    ids=["no fixed end", "end not known", "not signed", "renews itself"],
)
def test_without_a_known_end_nothing_is_made_and_the_reason_is_said(officer, fields):
    agreement = lia(**fields)
    response = renew(officer, agreement)
    assert Agreement.objects.count() == 1
    assert len(told(response)) == 1
    assert response.redirect_chain[-1][0] == address(Agreement, "change", agreement.pk)


def test_the_draft_has_one_version_and_one_entry_in_its_history(officer):
    agreement = lia()
    renew(officer, agreement)
    successor = agreement.renewed_by
    version = Version.objects.get_for_object(successor).get()
    assert {row.content_type.model for row in version.revision.version_set.all()} == {"agreement", "party", "stage"}
    assert LogEntry.objects.get().object_id == str(successor.pk)
    assert version.revision.user.username == "claire"


def test_nothing_is_renewed_by_opening_an_address(officer):
    assert officer.get(address(Agreement, "renew", lia().pk)).status_code == 405
    assert Agreement.objects.count() == 1


def test_who_may_only_read_or_only_change_renews_nothing(client):
    agreement = lia()
    for number, rights in enumerate((["view"], ["view", "add"], ["view", "change"])):
        client.force_login(staff(f"user{number}", *(f"agreements.{verb}_agreement" for verb in rights)))
        renew(client, agreement)
        page = client.get(address(Agreement, "change", agreement.pk)).content.decode()
        assert address(Agreement, "renew", agreement.pk) not in page
    assert Agreement.objects.count() == 1


def test_a_restricted_agreement_is_neither_renewed_nor_named(officer):
    agreement = lia(published=False, confidentiality="restricted")
    renew(officer, agreement)
    hidden = make.AgreementFactory(published=False, confidentiality="restricted", predecessor=(known := lia()))
    response = renew(officer, known)
    assert not Agreement.objects.filter(predecessor=agreement).exists()
    assert hidden.reference not in response.content.decode()


def test_it_is_done_from_the_list_for_one_agreement_at_a_time(officer):
    agreements = [lia(), lia()]
    chosen = {"action": "renew_chosen", "_selected_action": [row.pk for row in agreements]}
    officer.post(address(Agreement), chosen)
    assert Agreement.objects.count() == 2
    response = officer.post(address(Agreement), {**chosen, "_selected_action": agreements[0].pk})
    assert response.url == address(Agreement, "change", agreements[0].renewed_by.pk)
