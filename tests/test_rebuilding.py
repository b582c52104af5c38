"""Periods are stored by whatever enters an agreement, and stored again where the facts have changed."""

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from agreements.models import Agreement, AgreementPeriod, Amendment, Party, Stage
from tests.factories import InstitutionFactory, InstrumentFactory, day, in_force
from tests.test_periods import LIFE, stored

pytestmark = pytest.mark.django_db


def rows(count):
    """Agreements with two signed parties and an amendment each, not stored yet."""
    lia, french, partner = InstrumentFactory(), InstitutionFactory(french=True), InstitutionFactory()
    agreements = [
        Agreement(instrument=lia, title_fr=f"Accord {number}", ends_on=day("2019-01-09"), published=True)
        for number in range(count)
    ]
    signed = {"signed_on": day("2015-01-10")}
    return agreements, {
        "parties": [
            Party(agreement=agreement, institution=institution, side=side, **signed)
            for agreement in agreements
            for institution, side in ((french, "french"), (partner, "partner"))
        ],
        "stages": [Stage(agreement=agreement, since=day("2014-01-15")) for agreement in agreements],
        "amendments": [
            Amendment(agreement=agreement, number=1, kind="extension", new_end=day("2023-01-09"), **signed)
            for agreement in agreements
        ],
    }


def test_agreements_entered_in_bulk_have_their_periods():
    agreements, facts = rows(3)
    entered = Agreement.objects.enter(agreements, **facts)
    for agreement in entered:
        assert stored(agreement) == (
            "under-discussion 2014-01-15..2015-01-09; in-force 2015-01-10..2023-01-09; ended 2023-01-10.."
        )
    assert Agreement.objects.in_state("ended", on=day("2023-01-10")).count() == 3


def test_nothing_is_entered_when_one_row_is_wrong():
    agreements, facts = rows(3)
    facts["amendments"][-1].new_end = None
    with pytest.raises(IntegrityError, match="amendment_new_end"):
        Agreement.objects.enter(agreements, **facts)
    assert not Agreement.objects.exists()


def test_rebuilding_stores_what_changed_and_says_how_much():
    right, wrong = in_force(), in_force(ends_on=day("2019-01-09"))
    keys = set(right.periods.values_list("pk", flat=True))
    wrong.periods.filter(state="ended").update(since=day("2018-01-01"))
    assert Agreement.objects.all().rebuild_periods() == 1
    assert Agreement.objects.all().rebuild_periods() == 0
    assert stored(wrong) == LIFE
    assert set(right.periods.values_list("pk", flat=True)) == keys


def test_rebuilding_some_agreements_leaves_the_others_alone():
    one, other = in_force(), in_force()
    AgreementPeriod.objects.all().delete()
    one.rebuild_periods()
    assert (one.periods.count(), other.periods.count()) == (1, 0)


def reads(count):
    """How many times the database is read, and written, to rebuild the periods of so many agreements."""
    agreements, facts = rows(count)
    Agreement.objects.enter(agreements, **facts)
    AgreementPeriod.objects.all().delete()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert Agreement.objects.all().rebuild_periods() == count
    Agreement.objects.all().delete()
    read = sum(query["sql"].startswith("SELECT") for query in queries)
    return read, len(queries) - read


def test_rebuilding_a_thousand_agreements_reads_as_often_as_rebuilding_ten_for_each_half_thousand():
    (few_reads, few_writes), (many_reads, many_writes) = reads(10), reads(1000)
    assert (few_reads, many_reads) == (7, 1 + 6 * 2)
    # SQLite takes 999 values in a statement at most: some rows at a time, never one by one.
    assert few_writes <= 6
    assert many_writes <= 60
