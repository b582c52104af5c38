"""The rules of an agreement's life, one by one: signature, first and last day, negotiation, amendments."""

from tests.lives import SIGNED_AHEAD, TWO_SIGNATURES, amendment, facts, state_on, told

DISCUSSED = ("2010-03-01", "under-discussion")
OPEN = {"signed": ("2012-04-20", "2012-04-20"), "open_ended": True}


# In force: the first and the last day


def test_an_agreement_is_in_force_on_its_first_day_and_not_the_day_before():
    assert state_on("2018-09-01", facts(**SIGNED_AHEAD)) == "in-force"
    assert state_on("2018-08-31", facts(**SIGNED_AHEAD)) == "upcoming"


def test_an_agreement_is_in_force_on_its_last_day_and_ended_the_day_after():
    assert state_on("2022-08-31", facts(**SIGNED_AHEAD)) == "in-force"
    assert state_on("2022-09-01", facts(**SIGNED_AHEAD)) == "ended"


def test_an_agreement_of_one_day_is_in_force_that_day():
    assert told(facts(signed=("2015-06-30",), ends="2015-06-30")) == (
        "in-force 2015-06-30..2015-06-30; ended 2015-07-01.."
    )


def test_before_the_first_date_known_there_is_nothing_to_say():
    assert state_on("2011-05-10", facts(**TWO_SIGNATURES)) is None


def test_an_agreement_whose_end_came_before_its_signature_was_never_in_force():
    assert told(facts(signed=("2015-01-10",), ends="2014-12-31")) == "ended 2015-01-10.."


# Signed


def test_the_last_signature_is_the_one_that_counts_whoever_gave_it():
    assert told(facts(signed=("2011-05-11", "2011-04-26"), ends="2015-05-10")) == told(facts(**TWO_SIGNATURES))


def test_the_log_says_signed_where_a_signature_date_is_missing():
    entered = facts(signed=("2011-04-26", None), stages=[("2011-06-01", "signed")], open_ended=True)
    assert told(entered) == "in-force 2011-06-01.."


def test_of_two_lines_that_say_signed_the_first_counts():
    entered = facts(stages=[("2011-09-01", "signed"), ("2011-06-01", "signed")], open_ended=True)
    assert told(entered) == "in-force 2011-06-01.."


def test_known_signatures_are_believed_before_the_log():
    entered = facts(signed=("2011-04-26", "2011-05-11"), stages=[("2011-05-02", "signed")], open_ended=True)
    assert told(entered) == "under-discussion 2011-05-02..2011-05-10; in-force 2011-05-11.."


def test_an_effective_date_alone_puts_nothing_in_force():
    assert told(facts(effective="2013-07-26", open_ended=True)) == ""


def test_a_text_said_to_be_effective_without_a_day_puts_nothing_in_force():
    assert told(facts(effective_by_text=True, open_ended=True)) == ""


# Before signature


def test_a_negotiation_taken_up_again_is_under_discussion_again():
    entered = facts(stages=[DISCUSSED, ("2011-01-01", "not-pursued"), ("2012-01-01", "legal-review")])
    assert told(entered) == (
        "under-discussion 2010-03-01..2010-12-31; not-pursued 2011-01-01..2011-12-31; under-discussion 2012-01-01.."
    )


def test_stages_may_be_entered_in_any_order():
    assert told(facts(stages=[("2011-01-01", "not-pursued"), DISCUSSED])) == (
        "under-discussion 2010-03-01..2010-12-31; not-pursued 2011-01-01.."
    )


def test_of_two_stages_on_one_day_the_one_entered_last_holds():
    assert told(facts(stages=[DISCUSSED, ("2010-03-01", "not-pursued")])) == "not-pursued 2010-03-01.."


def test_stages_after_signature_change_nothing():
    entered = facts(**OPEN, stages=[("2013-01-01", "not-pursued"), ("2013-02-01", "legal-review")])
    assert told(entered) == "in-force 2012-04-20.."


def test_what_is_signed_ahead_is_not_yet_of_unknown_end():
    entered = facts(signed=("2018-03-12",), effective="2018-09-01")
    assert told(entered) == "upcoming 2018-03-12..2018-08-31; unknown 2018-09-01.."


# Amendments


def test_of_two_amendments_effective_the_same_day_the_higher_number_wins():
    first = amendment(1, "extension", "2015-01-10", "2015-02-01", "2017-12-31")
    second = amendment(2, "extension", "2015-01-20", "2015-02-01", "2018-12-31")
    for entered in ([first, second], [second, first]):
        assert told(facts(**TWO_SIGNATURES, amendments=entered)) == (
            "in-force 2011-05-11..2018-12-31; ended 2019-01-01.."
        )


def test_the_amendment_that_takes_effect_last_wins_whatever_its_number():
    entered = [
        amendment(1, "extension", "2015-01-10", "2015-04-01", "2017-12-31"),
        amendment(2, "extension", "2015-01-20", "2015-02-01", "2018-12-31"),
    ]
    assert told(facts(**TWO_SIGNATURES, amendments=entered)).endswith("ended 2018-01-01..")


def test_an_amendment_without_an_effective_date_rules_from_its_signature():
    entered = facts(**TWO_SIGNATURES, amendments=[amendment(1, "extension", "2015-05-12", None, "2016-12-31")])
    assert told(entered) == (
        "in-force 2011-05-11..2015-05-10; ended 2015-05-11..2015-05-11; "
        "in-force 2015-05-12..2016-12-31; ended 2017-01-01.."
    )


def test_a_change_that_names_no_new_end_leaves_the_end_as_it_is():
    entered = facts(**TWO_SIGNATURES, amendments=[amendment(1, "change", "2013-01-01")])
    assert told(entered) == told(facts(**TWO_SIGNATURES))


def test_a_change_may_shorten_an_agreement():
    entered = facts(**TWO_SIGNATURES, amendments=[amendment(1, "change", "2013-01-01", None, "2013-12-31")])
    assert told(entered) == "in-force 2011-05-11..2013-12-31; ended 2014-01-01.."


def test_an_amendment_gives_an_end_to_an_agreement_without_one():
    entered = facts(**OPEN, amendments=[amendment(1, "change", "2014-01-01", None, "2016-12-31")])
    assert told(entered) == "in-force 2012-04-20..2016-12-31; ended 2017-01-01.."


def test_an_extension_signed_while_the_end_was_not_known_makes_it_known():
    entered = facts(signed=("2006-09-01",), amendments=[amendment(1, "extension", "2010-01-01", None, "2012-12-31")])
    assert told(entered) == "unknown 2006-09-01..2009-12-31; in-force 2010-01-01..2012-12-31; ended 2013-01-01.."
