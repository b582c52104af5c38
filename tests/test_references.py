"""References: given by the system, in series by type and year, and never to two records."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core import serializers
from django.core.management import call_command
from django.db import connection, transaction

from agreements.models import Activity, Agreement, Party
from inserm_intl.references import ReferenceCounter
from tests.factories import (
    ActivityFactory,
    AgreementFactory,
    InstitutionFactory,
    InstrumentFactory,
    day,
)

TOGETHER = 20


def agreement(year=2016, code="lia", **fields):
    return AgreementFactory(effective_on=day(f"{year}-03-01"), instrument=InstrumentFactory(code=code), **fields)


@pytest.mark.django_db
def test_references_are_given_in_series_by_type_and_year_of_effect():
    asked = [(2016, "lia"), (2016, "lia"), (2017, "lia"), (2016, "gdri"), (2016, "lia")]
    assert [agreement(year, code).reference for year, code in asked] == [
        *("LIA-2016-001", "LIA-2016-002", "LIA-2017-001", "GDRI-2016-001", "LIA-2016-003")
    ]


@pytest.mark.django_db
def test_an_agreement_without_an_effective_date_is_numbered_in_the_year_of_its_entry(time_machine):
    time_machine.move_to("2026-12-31T23:30:00+00:00")  # already 2027 in Paris
    assert AgreementFactory().reference == "LIA-2027-001"


@pytest.mark.django_db
def test_activities_have_series_of_their_own():
    given = [ActivityFactory(kind=kind).reference for kind in ("visit", "seminar", "stay", "mission", "visit")]
    assert given == ["VIS-2015-001", "SEM-2015-001", "STA-2015-001", "MIS-2015-001", "VIS-2015-002"]


@pytest.mark.django_db
def test_a_reference_stays_although_the_year_or_the_type_is_corrected():
    entered = agreement()
    entered.effective_on, entered.instrument = day("2018-01-01"), InstrumentFactory(code="gdri")
    entered.save()
    assert Agreement.objects.get().reference == "LIA-2016-001"


@pytest.mark.django_db
def test_the_reference_of_a_deleted_agreement_is_not_given_again():
    agreement().delete()
    assert agreement().reference == "LIA-2016-002"


@pytest.mark.django_db
def test_numbers_go_on_past_999():
    ReferenceCounter.notice(["LIA-2016-999"])
    assert [agreement().reference, agreement().reference] == ["LIA-2016-1000", "LIA-2016-1001"]


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["lia", "umi-ume", "my_type", "2go"])
def test_a_fixture_that_brings_a_reference_moves_the_counter(code, tmp_path):
    fixture = tmp_path / "agreement.json"
    brought = agreement(code=code)
    brought.reference = f"{code.upper()}-2016-041"
    fixture.write_text(serializers.serialize("json", [brought], use_natural_primary_keys=True))
    call_command("loaddata", fixture, verbosity=0)
    assert agreement(code=code).reference == f"{code.upper()}-2016-042"


@pytest.mark.django_db
def test_so_does_a_record_that_is_saved_or_entered_with_one():
    agreement(reference="LIA-2016-007")
    ActivityFactory(reference="VIS-2015-007")
    assert (agreement().reference, ActivityFactory().reference) == ("LIA-2016-008", "VIS-2015-008")
    lia = InstrumentFactory()
    known, new = (Agreement(instrument=lia, title_fr="Accord", effective_on=day("2016-01-01")) for _ in range(2))
    known.reference = "LIA-2016-009"
    Agreement.objects.enter([new, known])
    assert (known.reference, new.reference) == ("LIA-2016-009", "LIA-2016-010")


@pytest.mark.django_db
def test_a_lower_reference_never_takes_the_counter_back():
    ReferenceCounter.notice(["LIA-2016-041", "LIA-2016-003", "no reference", ""])
    ReferenceCounter.notice(["LIA-2016-005"])
    assert agreement().reference == "LIA-2016-042"


def at_once(entry):
    """Call `entry` from so many connections at the same moment."""
    start = Barrier(TOGETHER)

    def enter(number):
        try:
            connection.ensure_connection()
            start.wait(timeout=30)
            entry(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(TOGETHER) as threads:
        list(threads.map(enter, range(TOGETHER)))


NUMBERED = [f"2016-{number:03}" for number in range(1, TOGETHER + 1)]


@pytest.mark.django_db(transaction=True)
def test_twenty_officers_who_save_at_once_get_twenty_references():
    lia = InstrumentFactory()
    at_once(lambda number: Agreement(instrument=lia, title_fr=f"{number}", effective_on=day("2016-01-01")).save())
    assert sorted(Agreement.objects.values_list("reference", flat=True)) == [f"LIA-{end}" for end in NUMBERED]


@pytest.mark.django_db(transaction=True)
def test_twenty_forms_that_are_entered_whole_at_once_get_twenty_references():
    """As the admin does: one transaction for the agreement, its party and its periods."""
    lia, partner = InstrumentFactory(), InstitutionFactory()

    def entry(number):
        with transaction.atomic():
            entered = Agreement(instrument=lia, title_fr=f"{number}", effective_on=day("2016-01-01"), open_ended=True)
            entered.save()
            Party.objects.create(agreement=entered, institution=partner, signed_on=day("2016-01-01"))
            entered.rebuild_periods()

    at_once(entry)
    assert sorted(Agreement.objects.values_list("reference", flat=True)) == [f"LIA-{end}" for end in NUMBERED]
    assert Agreement.objects.in_state("in-force").count() == TOGETHER


@pytest.mark.django_db(transaction=True)
def test_twenty_imports_at_once_give_no_reference_twice():
    lia = InstrumentFactory()

    def entry(number):
        rows = [Agreement(instrument=lia, title_fr=f"{number}", effective_on=day("2016-01-01")) for _ in range(3)]
        Agreement.objects.enter(rows)

    at_once(entry)
    assert Agreement.objects.values("reference").distinct().count() == TOGETHER * 3
    assert ReferenceCounter.objects.get().last == TOGETHER * 3
    assert not Activity.objects.exists()
