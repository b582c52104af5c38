"""What is expected of an agreement: each sentence met once, and not met where nothing is to be said."""

import ast
import inspect

import pytest
from django.utils.translation import gettext as _

from agreements import expectations as rules
from agreements.models import Agreement, Party
from inserm_intl.days import shown
from partners.models import Institution
from tests.factories import (
    AgreementFactory,
    AmendmentFactory,
    InstitutionFactory,
    InstrumentFactory,
    PartyFactory,
    ResearchUnitFactory,
    day,
    in_force,
)

pytestmark = pytest.mark.django_db
RESTRICTED = {"published": False, "confidentiality": "restricted"}
SILENT = {"title_en": "Agreement", "title_es": "Acuerdo"}


def said(agreement, parties=None):
    return [(severity, field, sentence) for severity, field, sentence in agreement.expectations(parties)]


def lia(**fields):
    """A LIA of which there is nothing to say, and what the test changes."""
    return in_force(**SILENT, **fields)


def instrument(**expected):
    return InstrumentFactory(code="gdri", acronym="GDRI", **expected)


def ending_before_it_begins():
    return Agreement(instrument=InstrumentFactory(), effective_on=day("2016-01-01"), ends_on=day("2015-12-31"))


def ending_before_its_last_signature():
    return lia(signed="2015-01-10", ends_on=day("2015-01-09"))


def lasting_too_long():
    return lia(effective_on=day("2015-01-01"), ends_on=day("2019-02-01"))  # 32 days more than 48 months


def lasting_too_short():
    return lia(signed="2015-01-10", ends_on=day("2018-01-09"))


def lasting_a_vague_while():
    known = {"effective_on": day("2015-01-01"), "effective_on_precision": "year"}
    return lia(**known, ends_on=day("2020-12-31"), ends_on_precision="year")


def renewing_itself():
    first = lia()
    second = lia(predecessor=first)
    first.predecessor = second
    return first


def renewing_into_a_loop():
    first = lia()
    second = lia(predecessor=first)
    Agreement.objects.filter(pk=first.pk).update(predecessor=second)
    Agreement.objects.filter(pk=second.pk).update(predecessor=first)
    return Agreement(instrument=first.instrument, predecessor=Agreement.objects.get(pk=first.pk))


def renewing_what_was_renewed():
    first = lia()
    lia(predecessor=first)
    return Agreement(instrument=first.instrument, predecessor=first)


def renewed_once_too_often():
    once = InstrumentFactory(renewals_max=1)
    return lia(instrument=once, predecessor=lia(instrument=once, predecessor=lia(instrument=once)))


TO_2018 = {"effective_on": day("2015-01-01"), "ends_on": day("2018-12-31")}
FROM_2019 = {"effective_on": day("2019-01-01"), "ends_on": day("2022-12-31")}


def renewed_after_a_gap():
    return lia(effective_on=day("2019-03-01"), ends_on=day("2023-02-28"), predecessor=lia(**TO_2018))


def renewed_too_late():
    first = lia(**TO_2018)
    AmendmentFactory(agreement=first, kind="termination", new_end=day("2018-06-30"))
    lia(**FROM_2019, predecessor=first)
    return Agreement.objects.get(pk=first.pk)


def renewed_before_its_extended_end():
    first = lia(**TO_2018)
    AmendmentFactory(agreement=first, kind="extension", new_end=day("2019-06-30"))
    first.refresh_from_db()
    return lia(**FROM_2019, predecessor=first)


def under(framework, **fields):
    return lia(**{**TO_2018, **fields}, parent=framework)


def published_without_a_french_title():
    agreement = lia()
    agreement.title_fr = ""
    return agreement


def published_without(side):
    def agreement():
        whole = lia()
        Party.objects.filter(agreement=whole, side=side).delete()
        return whole

    return agreement


def published_with_a_hidden_partner():
    agreement = lia()
    Institution.objects.filter(parties__agreement=agreement, parties__side="partner").update(published=False)
    return agreement


def with_a_laboratory_named_twice():
    agreement = lia(instrument=instrument(laboratories_min=3))
    agreement.units.add(ResearchUnitFactory())
    agreement.parties.update(laboratory="Laboratoire de neurosciences")
    return agreement


def with_five_parties():
    agreement = lia(instrument=instrument(parties_max=4))
    for _number in range(3):
        PartyFactory(agreement=agreement)
    PartyFactory(agreement=agreement, role="funder")
    return agreement


AT_LEAST, AT_MOST = (
    "%(type)s: %(count)s %(label)s, at least %(least)s expected.",
    "%(type)s: %(count)s %(label)s, at most %(most)s expected.",
)
USUAL = "The usual duration of this type is %(months)s months."
TWO_SIDES = "Publishing needs a party on the French side and one on the partner's."
LOOP = "This renewal chain comes back to itself."
UNCOVERED = "No day from %(first)s to %(last)s is covered by the agreement or by its renewal."
BEYOND = "It goes on after its framework agreement, whose last day is: %(day)s."
BEFORE = "The last day comes before the first."
SAID = {
    "its last day is before its first": (ending_before_it_begins, "blocks", "ends_on", BEFORE, {}),
    "its last day is before its last signature": (ending_before_its_last_signature, "blocks", "ends_on", BEFORE, {}),
    "it lasts too long": (lasting_too_long, "warns", "ends_on", USUAL, {"months": 48}),
    "it is too short": (lasting_too_short, "warns", "ends_on", USUAL, {"months": 48}),
    "it lasts years too long": (lasting_a_vague_while, "warns", "ends_on", USUAL, {"months": 48}),
    "it renews its own renewal": (renewing_itself, "blocks", "predecessor", LOOP, {}),
    "it renews one of a loop": (renewing_into_a_loop, "blocks", "predecessor", LOOP, {}),
    "it renews what was renewed": (
        *(renewing_what_was_renewed, "blocks", "predecessor"),
        *("That agreement already has a successor.", {}),
    ),
    "it is renewed once too often": (
        *(renewed_once_too_often, "warns", "predecessor"),
        *("Renewal %(count)s; this type is renewed at most %(limit)s times.", {"count": 2, "limit": 1}),
    ),
    "days lie between it and what it renews": (
        *(renewed_after_a_gap, "warns", "effective_on", UNCOVERED),
        {"first": day("2019-01-01"), "last": day("2019-02-28")},
    ),
    "days lie between it and what renews it": (
        *(renewed_too_late, "warns", "ends_on", UNCOVERED),
        {"first": day("2018-07-01"), "last": day("2018-12-31")},
    ),
    "it begins before what it renews has ended": (
        *(renewed_before_its_extended_end, "warns", "effective_on"),
        "The agreement and its renewal are both valid from %(first)s to %(last)s.",
        {"first": day("2019-01-01"), "last": day("2019-06-30")},
    ),
    "it begins before its framework": (
        *(lambda: under(lia(signed="2015-02-03")), "warns", "parent"),
        "It begins before its framework agreement, whose first day is: %(day)s.",
        {"day": day("2015-02-03")},
    ),
    "it ends after its framework": (
        *(lambda: under(lia(signed="2014-01-01", ends_on=day("2017-12-31"))), "warns", "parent", BEYOND),
        {"day": day("2017-12-31")},
    ),
    "it has no end and its framework has": (
        *(lambda: under(lia(signed="2014-01-01", ends_on=day("2017-12-31")), ends_on=None), "warns", "parent", BEYOND),
        {"day": day("2017-12-31")},
    ),
    "it is published without a French title": (
        *(published_without_a_french_title, "blocks", "title_fr"),
        *("A French title is required to publish.", {}),
    ),
    "it is published without a partner": (published_without("partner"), "blocks", "published", TWO_SIDES, {}),
    "it is published without a French side": (published_without("french"), "blocks", "published", TWO_SIDES, {}),
    "it is published but no visitor would see the partner": (
        *(published_with_a_hidden_partner, "warns", "published"),
        *("No institution of one side is published: visitors will not see it.", {}),
    ),
    "a GDRI has too few countries": (
        *(lambda: lia(instrument=instrument(countries_min=3)), "warns", "instrument", AT_LEAST),
        {"type": "GDRI", "count": 2, "label": "countries", "least": 3},
    ),
    "a GDRI has too few laboratories": (
        *(with_a_laboratory_named_twice, "warns", "instrument", AT_LEAST),
        {"type": "GDRI", "count": 2, "label": "laboratories", "least": 3},
    ),
    "it has too many parties": (
        *(with_five_parties, "warns", "instrument", AT_MOST),
        {"type": "GDRI", "count": 5, "label": "parties", "most": 4},
    ),
    "a side is missing": (
        *(lambda: lia(instrument=instrument(sides_expected=3)), "warns", "instrument"),
        *("This type expects %(sides)s sides.", {"sides": 3}),
    ),
    "its authentic text is not in French": (
        *(lambda: lia(authentic_languages=["en"]), "warns", "authentic_languages"),
        *("A French public body's contract must exist in French.", {}),
    ),
    "its title is missing in Spanish": (
        *(lambda: in_force(title_en="Agreement"), "warns", "title_es"),
        *("The public site speaks three languages; this title is missing.", {}),
    ),
    "its title is missing in English": (
        *(lambda: in_force(title_es="Acuerdo"), "warns", "title_en"),
        *("The public site speaks three languages; this title is missing.", {}),
    ),
}


@pytest.mark.parametrize(("entered", "severity", "field", "sentence", "told"), SAID.values(), ids=SAID)
def test_the_officer_is_told_when(entered, severity, field, sentence, told):
    in_words = {"label": _, "first": shown, "last": shown, "day": shown}
    told = {name: in_words[name](value) if name in in_words else value for name, value in told.items()}
    assert (severity, field, _(sentence) % told) in said(entered())


NOTHING_TO_SAY = {
    "all is as usual": lia,
    "the duration is off by a month": lambda: lia(effective_on=day("2015-01-01"), ends_on=day("2019-01-31")),
    "the years alone are known": lambda: lia(
        **{"effective_on": day("2015-01-01"), "effective_on_precision": "year"},
        **{"ends_on": day("2019-12-31"), "ends_on_precision": "year"},
    ),
    "the last signature is not known yet": lambda: lia(signed=None, ends_on=day("2012-01-01")),
    "it is open-ended": lambda: lia(instrument__default_months=12),
    "it is renewed as often as may be": lambda: lia(
        instrument=InstrumentFactory(renewals_max=1), predecessor=lia(instrument=InstrumentFactory())
    ),
    "it begins on the day after what it renews": lambda: lia(**FROM_2019, predecessor=lia(**TO_2018)),
    "it begins in the year in which what it renews ends": lambda: lia(
        **{**FROM_2019, "effective_on": day("2018-01-01"), "effective_on_precision": "year"},
        predecessor=lia(**TO_2018),
        instrument__default_months=None,
    ),
    "nobody knows in which year what it renews ended": lambda: lia(
        **FROM_2019,
        predecessor=lia(ends_on=day("2016-12-31"), ends_on_precision="about", instrument__default_months=None),
    ),
    "what it renews is out of sight": lambda: lia(
        **{**FROM_2019, "effective_on": day("2019-01-15")}, predecessor=lia(**TO_2018, **RESTRICTED)
    ),
    "its framework is out of sight": lambda: under(lia(signed="2017-02-03", **RESTRICTED)),
    "it lasts as long as its framework": lambda: under(lia(signed="2015-01-01", ends_on=day("2018-12-31"))),
    "its framework has no end": lambda: under(lia(signed="2015-01-01"), ends_on=None),
    "it has exactly what its type expects": lambda: lia(
        instrument=instrument(sides_expected=2, parties_min=2, parties_max=2, countries_min=2, laboratories_max=0)
    ),
    "its authentic text is in French too": lambda: lia(authentic_languages=["en", "fr"]),
    "a draft has neither title nor parties": lambda: AgreementFactory(published=False, title_fr=""),
}


@pytest.mark.parametrize("entered", NOTHING_TO_SAY.values(), ids=NOTHING_TO_SAY)
def test_nothing_is_said_when(entered):
    assert said(entered()) == []


def test_what_blocks_is_said_first():
    agreement = in_force(authentic_languages=["en"])
    agreement.title_fr = ""
    assert [severity for severity, *_rest in said(agreement)] == ["blocks", "warns", "warns"]


def test_parties_still_being_typed_are_counted_instead_of_those_stored():
    agreement = lia()
    typed = [Party(side=side, institution=InstitutionFactory()) for side in ("french", "partner")]
    assert said(agreement, typed) == []
    assert [field for _severity, field, _sentence in said(agreement, typed[:1])] == ["published"]


def test_every_sentence_is_met_above():
    calls = [node for node in ast.walk(ast.parse(inspect.getsource(rules))) if isinstance(node, ast.Call)]
    texts = {call.args[0].value for call in calls if getattr(call.func, "id", "") == "_"}
    labels = {"parties", "countries", "laboratories"}
    assert texts - labels == {sentence for _entered, _severity, _field, sentence, _told in SAID.values()}
