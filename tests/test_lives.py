"""The life of an agreement: the 22 worked examples, each read as a sentence from what was entered."""

import pytest

from agreements.life import TacitRenewal
from tests.lives import AHEAD, BIENNIAL, SIGNED_AHEAD, TWO_SIGNATURES, amendment, day, facts, told

EXAMPLES = {
    "1 a LIA known to the year, signed by its log": (
        facts(effective="2016-01-01", ends="2019-12-31", stages=[("2016-11-01", "signed")]),
        "in-force 2016-01-01..2019-12-31; ended 2020-01-01..",
    ),
    "2 without an effective date the last signature is it": (
        facts(**TWO_SIGNATURES),
        "in-force 2011-05-11..2015-05-10; ended 2015-05-11..",
    ),
    "3 negotiated, then open-ended": (
        facts(
            stages=[("2012-01-10", "under-discussion")],
            signed=("2012-04-20", "2012-04-20"),
            effective="2012-04-20",
            open_ended=True,
        ),
        "under-discussion 2012-01-10..2012-04-19; in-force 2012-04-20..",
    ),
    "4 signed before it takes effect": (
        facts(**SIGNED_AHEAD),
        AHEAD + "in-force 2018-09-01..2022-08-31; ended 2022-09-01..",
    ),
    "5 in effect before it was signed, or even discussed": (
        facts(
            stages=[("2005-06-01", "under-discussion")],
            signed=("2006-04-24", "2006-04-24"),
            effective="2004-05-16",
            ends="2008-05-15",
        ),
        "in-force 2004-05-16..2008-05-15; ended 2008-05-16..",
    ),
    "6 one side has not signed": (
        facts(signed=("2024-02-01", None), effective="2024-03-01", stages=[("2024-01-15", "awaiting-signature")]),
        "under-discussion 2024-01-15..",
    ),
    "7 an end nobody knows, of a type without a usual duration": (
        facts(signed=("2006-09-01", "2006-09-01")),
        "unknown 2006-09-01..",
    ),
    "8 an end nobody knows is in force for the usual duration": (
        facts(signed=("2008-02-29", "2008-02-29"), default_months=48),
        "in-force 2008-02-29..2012-02-28; unknown 2012-02-29..",
    ),
    "9 extended in time": (
        facts(**TWO_SIGNATURES, amendments=[amendment(1, "extension", "2015-02-01", "2015-03-01", "2019-05-10")]),
        "in-force 2011-05-11..2019-05-10; ended 2019-05-11..",
    ),
    "10 extended late leaves a gap": (
        facts(**TWO_SIGNATURES, amendments=[amendment(1, "extension", "2015-09-01", "2015-09-01", "2019-08-31")]),
        "in-force 2011-05-11..2015-05-10; ended 2015-05-11..2015-08-31; "
        "in-force 2015-09-01..2019-08-31; ended 2019-09-01..",
    ),
    "11 extended late with effect from the old end leaves none": (
        facts(**TWO_SIGNATURES, amendments=[amendment(1, "extension", "2015-09-01", "2015-05-11", "2019-05-10")]),
        "in-force 2011-05-11..2019-05-10; ended 2019-05-11..",
    ),
    "12 an unsigned amendment moves nothing": (
        facts(**TWO_SIGNATURES, amendments=[amendment(1, "extension", None, "2015-03-01", "2019-05-10")]),
        "in-force 2011-05-11..2015-05-10; ended 2015-05-11..",
    ),
    "13 terminated": (
        facts(**SIGNED_AHEAD, amendments=[amendment(1, "termination", "2020-12-01", "2020-12-15", "2021-01-31")]),
        AHEAD + "in-force 2018-09-01..2021-01-31; ended 2021-02-01..",
    ),
    "14 suspended until its end": (
        facts(**SIGNED_AHEAD, amendments=[amendment(1, "suspension", "2022-03-01", "2022-03-01")]),
        AHEAD + "in-force 2018-09-01..2022-02-28; suspended 2022-03-01..2022-08-31; ended 2022-09-01..",
    ),
    "15 suspended and resumed": (
        facts(
            **SIGNED_AHEAD,
            amendments=[
                amendment(1, "suspension", "2020-03-16", "2020-03-16"),
                amendment(2, "resumption", "2020-07-01", "2020-07-01"),
            ],
        ),
        AHEAD + "in-force 2018-09-01..2020-03-15; suspended 2020-03-16..2020-06-30; "
        "in-force 2020-07-01..2022-08-31; ended 2022-09-01..",
    ),
    "16 renewed automatically for ever": (
        facts(**BIENNIAL, tacit=TacitRenewal(24, notice_months=6)),
        "in-force 2000-01-01..",
    ),
    "17 notice on the last day in time": (
        facts(**BIENNIAL, tacit=TacitRenewal(24, None, 6, day("2007-06-30"))),
        "in-force 2000-01-01..2007-12-31; ended 2008-01-01..",
    ),
    "18 notice a day late": (
        facts(**BIENNIAL, tacit=TacitRenewal(24, None, 6, day("2007-07-01"))),
        "in-force 2000-01-01..2009-12-31; ended 2010-01-01..",
    ),
    "19 renewed automatically once": (
        facts(**BIENNIAL, tacit=TacitRenewal(24, 1, 6)),
        "in-force 2000-01-01..2003-12-31; ended 2004-01-01..",
    ),
    "20 given up": (
        facts(stages=[("2019-01-01", "under-discussion"), ("2020-01-01", "not-pursued")]),
        "under-discussion 2019-01-01..2019-12-31; not-pursued 2020-01-01..",
    ),
    "21 effective by its text, signatures not known": (
        facts(effective="2013-07-26", effective_by_text=True, open_ended=True),
        "in-force 2013-07-26..",
    ),
    "22 nothing but a title": (facts(), ""),
}


@pytest.mark.parametrize(("entered", "life"), EXAMPLES.values(), ids=EXAMPLES.keys())
def test_the_life_of_an_agreement(entered, life):
    assert told(entered) == life
