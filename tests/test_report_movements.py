"""What became of agreements between two days: each has one movement, and the sum comes out."""

import pytest

from agreements.models import Agreement
from agreements.reporting.answer import answer
from agreements.reporting.movements import Movement
from tests import factories as make
from tests.factories import day

pytestmark = pytest.mark.django_db


def agreement(name, effective, ends=None, **fields):
    fields |= {"reference": name, "effective_on": day(effective), "ends_on": ends and day(ends)}
    return make.in_force(signed=effective, **fields)


def amended(row, **fields):
    make.AmendmentFactory(agreement=row, number=1, **fields)
    return row


LIVES = {
    "no end": (lambda: agreement("A", "2010-01-01"), ("stayed", "", "")),
    "from the first day on": (lambda: agreement("A", "2014-12-31"), ("stayed", "", "")),
    "until the last day": (lambda: agreement("A", "2010-01-01", "2015-12-31"), ("stayed", "", "")),
    "from the day after the first": (lambda: agreement("A", "2015-01-01"), ("entered", "new", "2015-01-01")),
    "from the last day on": (lambda: agreement("A", "2015-12-31"), ("entered", "new", "2015-12-31")),
    "until the first day": (lambda: agreement("A", "2010-01-01", "2014-12-31"), ("left", "ended", "2014-12-31")),
    "until the day before the last": (
        lambda: agreement("A", "2010-01-01", "2015-12-30"),
        ("left", "ended", "2015-12-30"),
    ),
    "within": (lambda: agreement("A", "2015-02-01", "2015-10-31"), ("passed", "ended", "2015-10-31")),
    "terminated": (
        lambda: amended(
            agreement("A", "2010-01-01"), kind="termination", signed_on=day("2015-05-01"), new_end=day("2015-06-30")
        ),
        ("left", "terminated", "2015-06-30"),
    ),
    "suspended": (
        lambda: amended(agreement("A", "2010-01-01"), kind="suspension", signed_on=day("2015-05-01")),
        ("left", "suspended", "2015-04-30"),
    ),
    "resumed": (
        lambda: make.AmendmentFactory(
            agreement=amended(agreement("A", "2010-01-01"), kind="suspension", signed_on=day("2014-05-01")),
            number=2,
            kind="resumption",
            signed_on=day("2015-05-01"),
        ),
        ("entered", "resumed", "2015-05-01"),
    ),
    "of which nobody knows the end": (
        lambda: agreement("A", "2011-06-01", open_ended=False),
        ("left", "unknown", "2015-05-31"),
    ),
    "extended": (
        lambda: amended(
            agreement("A", "2011-06-01", "2015-05-31"), signed_on=day("2015-03-01"), kind="extension",
            new_end=day("2019-05-31"),
        ),
        ("extended", "extension", "2015-03-01"),
    ),
    "extended before": (
        lambda: amended(
            agreement("A", "2011-06-01", "2015-05-31"), signed_on=day("2014-12-31"), kind="extension",
            new_end=day("2019-05-31"),
        ),
        ("stayed", "", ""),
    ),
    "extension not signed": (
        lambda: amended(
            agreement("A", "2011-06-01", "2015-05-31"), signed_on=None, kind="extension", new_end=day("2019-05-31")
        ),
        ("left", "ended", "2015-05-31"),
    ),
    "renewed automatically": (
        lambda: agreement("A", "2011-06-01", "2015-05-31", renewal="tacit", renewal_months=12),
        ("extended", "tacit", "2015-06-01"),
    ),
    "renewed automatically for years": (
        lambda: agreement("A", "2009-06-01", "2012-05-31", renewal="tacit", renewal_months=48),
        ("stayed", "", ""),
    ),
    "given notice of": (
        lambda: agreement(
            "A", "2011-06-01", "2015-05-31", renewal="tacit", renewal_months=12, notice_given_on=day("2015-01-10")
        ),
        ("left", "ended", "2015-05-31"),
    ),
}  # fmt: skip


def moves(report) -> dict[str, tuple]:
    return {row["reference"]: (row["movement"], row["how"], row["on"]) for row in answer(report)["agreements"]}


@pytest.mark.parametrize("life", LIVES)
def test_an_agreement_has_the_movement_that_its_life_says(life):
    maker, expected = LIVES[life]
    maker()
    assert moves(make.ReportFactory()) == {"A": expected}


def test_agreements_in_force_on_no_day_in_between_are_not_in_the_report():
    agreement("A", "2010-01-01", "2014-12-30")
    agreement("B", "2016-01-01")
    make.StageFactory()
    assert moves(make.ReportFactory()) == {}


def renewed(*, effective="2015-06-01", **fields):
    old = agreement("A", "2011-06-01", "2015-05-31")
    return old, agreement("B", effective, predecessor=old, **fields)


def test_an_agreement_hands_over_to_the_one_that_renews_it():
    renewed()
    found = {row["reference"]: row for row in answer(make.ReportFactory())["agreements"]}
    assert [(found[name]["movement"], found[name]["how"], found[name]["by"]) for name in "AB"] == [
        ("handed-over", "renewed-by", "B"),
        ("taking-over", "renews", "A"),
    ]


def test_a_renewal_that_comes_after_the_last_day_leaves_a_gap():
    renewed(effective="2016-02-01")
    assert moves(make.ReportFactory()) == {"A": ("left", "ended", "2015-05-31")}


def test_a_renewal_by_another_type_is_one_though_only_one_of_both_was_asked_for():
    renewed(instrument=make.InstrumentFactory(code="irp"))
    report = make.ReportFactory(question="instrument=lia")
    assert moves(report) == {"A": ("handed-over", "renewed-by", "2015-05-31")}


def test_a_renewal_out_of_sight_is_not_named():
    renewed(confidentiality="restricted", published=False)
    assert moves(make.ReportFactory()) == {"A": ("left", "ended", "2015-05-31")}
    assert moves(make.ReportFactory(level="public")) == {"A": ("left", "ended", "2015-05-31")}
    assert set(moves(make.ReportFactory(level="restricted"))) == {"A", "B"}


def test_the_sum_leads_from_one_day_to_the_other():
    for number, (maker, _expected) in enumerate(LIVES.values()):
        maker()
        Agreement.objects.filter(reference="A").update(reference=f"C{number}")
    renewed()
    report = make.ReportFactory()
    counts = answer(report)["counts"]
    in_force = {name: Agreement.objects.in_state("in-force", on=on).count() for name, on in
                {"first": report.since, "last": report.until}.items()}  # fmt: skip
    assert {name: counts[name] for name in in_force} == in_force
    moved = {movement: counts[movement] for movement in Movement}
    assert sum(moved.values()) == len(LIVES) + 2
    assert (
        counts["last"]
        == counts["first"] + moved["entered"] + moved["taking-over"] - moved["left"] - moved["handed-over"]
    )


def test_what_is_published_what_staff_read_and_all_are_three_levels():
    agreement("A", "2010-01-01")
    agreement("B", "2010-01-01", published=False)
    agreement("C", "2010-01-01", published=False, confidentiality="restricted")
    found = {level: set(moves(make.ReportFactory(level=level))) for level in ("public", "internal", "restricted")}
    assert found == {"public": {"A"}, "internal": {"A", "B"}, "restricted": {"A", "B", "C"}}


def test_staff_ask_of_private_partners_and_the_public_question_of_public_ones():
    chile = make.InstitutionFactory(name_fr="Université de Valparaíso", published=False)
    agreement("A", "2010-01-01", partner=chile)
    for question in (f"country={chile.country_id}", "q=valparaiso"):
        assert set(moves(make.ReportFactory(question=question))) == {"A"}
        assert moves(make.ReportFactory(question=question, level="public")) == {}


def test_a_partner_that_is_not_published_is_not_named_in_a_public_report():
    row = agreement("A", "2010-01-01")
    discreet = make.InstitutionFactory(name_fr="Discret", published=False)
    make.PartyFactory(agreement=row, institution=discreet, signed_on=day("2010-01-01"))
    told = {level: answer(make.ReportFactory(level=level))["agreements"][0] for level in ("public", "internal")}
    assert "Discret" not in str(told["public"])
    assert "Discret" in told["internal"]["partners"]
