"""Fixtures leave everything right that is derived, and `check_data` proves it or says what is wrong."""

import json
import re

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agreements.models import Agreement, AgreementPeriod
from inserm_intl.folding import holds
from inserm_intl.references import ReferenceCounter
from inserm_intl.undone import undone
from partners.models import Country, CountryGroup, Institution
from tests.factories import InstitutionFactory, InstrumentFactory, PartyFactory, day, in_force
from tests.test_expectations import SAID

pytestmark = pytest.mark.django_db
FILES = {path.stem for path in (settings.BASE_DIR / "fixtures").glob("*.json")}
# `make run` names them in an order in which each finds what it refers to; the demonstration comes last.
(ORDER,) = re.findall(r"^FIXTURES = (.*)$", (settings.BASE_DIR / "Makefile").read_text(), re.MULTILINE)
FIXTURES = [*ORDER.split(), *(FILES & {"demo"})]


def load(*names):
    call_command("loaddata", *names, verbosity=0)


def fixture(folder, *rows):
    """A file of (model, fields) rows, written as an officer's export is: by natural keys."""
    path = folder / "rows.json"
    path.write_text(json.dumps([{"model": model, "fields": fields} for model, fields in rows]))
    return path


@pytest.fixture
def agreement_file(tmp_path):
    french = InstitutionFactory(french=True, name_fr="Inserm")
    partner = InstitutionFactory(name_fr="Université de Tôkyô", country__code="JP")
    lia = InstrumentFactory().code
    return fixture(
        tmp_path,
        (
            "agreements.agreement",
            {"reference": "LIA-2015-004", "instrument": [lia], "title_fr": "Œuvre Zoé", "ends_on": "2019-01-09"}
            | {"published": True, "own_number": "N°7"},
        ),
        *(
            (
                "agreements.party",
                {"agreement": ["LIA-2015-004"], "institution": [slug], "side": side, "signed_on": "2015-01-10"},
            )
            for slug, side in ((french.slug, "french"), (partner.slug, "partner"))
        ),
        (
            "agreements.amendment",
            {"agreement": ["LIA-2015-004"], "number": 1, "kind": "extension", "new_end": "2023-01-09"}
            | {"signed_on": "2018-06-01"},
        ),
    )


def test_a_loaded_agreement_has_its_periods_its_folded_texts_and_its_counter(agreement_file):
    load(agreement_file)
    agreement = Agreement.objects.get()
    life = [(row.state, row.since, row.until) for row in agreement.periods.all()]
    assert life == [("in-force", day("2015-01-10"), day("2023-01-09")), ("ended", day("2023-01-10"), None)]
    assert (agreement.first_day, agreement.last_day) == (day("2015-01-10"), day("2023-01-09"))
    assert (agreement.folded, agreement.sort_fr) == (" lia 2015 004 oeuvre zoe", "oeuvre zoe")
    assert Agreement.objects.filter(holds("folded_internal", "n°7")).exists()
    assert ReferenceCounter.give("LIA", 2015) == "LIA-2015-005"
    assert Agreement.objects.public(day("2016-01-01")).count() == 1


def test_loading_a_correction_corrects_what_follows_from_it(agreement_file, tmp_path):
    load(agreement_file)
    load(fixture(tmp_path, ("agreements.amendment", {"agreement": ["LIA-2015-004"], "number": 1, "kind": "change"})))
    agreement = Agreement.objects.get()
    assert agreement.last_day == day("2019-01-09")
    assert agreement.periods.get(state="ended").since == day("2019-01-10")


def test_loading_what_concerns_no_agreement_leaves_their_periods_alone(agreement_file, tmp_path):
    load(agreement_file)
    keys = set(AgreementPeriod.objects.values_list("pk", flat=True))
    load(fixture(tmp_path, ("partners.region", {"code": "002", "name_fr": "Afrique", "parent": None})))
    assert set(AgreementPeriod.objects.values_list("pk", flat=True)) == keys


@pytest.mark.django_db(transaction=True)
def test_nothing_is_loaded_of_which_the_periods_cannot_be_told(tmp_path):
    """Rows and what follows from them are written together: here no day comes before the first."""
    InstrumentFactory(default_months=None)
    row = {"reference": "LIA-0001-001", "instrument": ["lia"], "title_fr": "Accord", "effective_by_text": True}
    with pytest.raises(OverflowError):
        load(fixture(tmp_path, ("agreements.agreement", row | {"effective_on": "0001-01-01"})))
    assert not Agreement.objects.exists()


# The fixtures of the site


def counted():
    return {model._meta.label: model._base_manager.count() for model in apps.get_models()}


def test_all_fixtures_load_in_one_line_and_load_again_without_doubling():
    assert set(FIXTURES) == FILES
    load(*FIXTURES)
    once = counted()
    load(*FIXTURES)
    assert counted() == once
    assert once["partners.Country"] == 250
    call_command("check_data", verbosity=0)


EU = {
    "1957-12-31": 0,
    "2003-06-01": 15,
    "2004-04-30": 15,
    "2004-05-01": 25,
    "2007-01-01": 27,
    "2012-12-31": 27,
    "2013-06-30": 27,
    "2013-07-01": 28,
    "2014-01-01": 28,
    "2020-01-31": 28,
    "2020-02-01": 27,
    "2021-01-01": 27,
}


def test_the_european_union_has_the_members_it_had_on_each_day():
    load("countries", "groups")
    assert CountryGroup.objects.filter(code="eu").exists()
    members = {when: set(Country.objects.in_groups(["eu"], day(when)).values_list("code", flat=True)) for when in EU}
    assert {when: len(codes) for when, codes in members.items()} == EU
    assert {"GB"} <= members["2012-12-31"]
    assert {"HR"} <= members["2013-07-01"] - members["2013-06-30"]
    assert members["2020-01-31"] - members["2021-01-01"] == {"GB"}


# Proof


def complaints(capsys):
    with pytest.raises(CommandError) as failure:
        call_command("check_data")
    lines = capsys.readouterr().err.splitlines()
    assert str(failure.value).startswith(f"{len(lines)} ")
    return lines


def test_data_that_is_right_passes(capsys):
    in_force()
    call_command("check_data")
    assert capsys.readouterr().out.startswith("1 agreements checked")


def test_a_period_that_is_not_what_the_dates_say_is_found(capsys):
    agreement = in_force(ends_on=day("2019-01-09"))
    agreement.periods.filter(state="ended").update(since=day("2018-12-31"))
    assert complaints(capsys) == [f"{agreement.reference}: the periods differ from the dates entered"]


def test_so_is_one_that_is_missing_one_too_many_and_a_wrong_last_day(capsys):
    missing, extra, last = (in_force() for _ in range(3))
    missing.periods.all().delete()
    extra.periods.create(state="ended", since=day("2030-01-01"))
    Agreement.objects.filter(pk=last.pk).update(last_day=day("2030-01-01"))
    assert [line.split(":")[0] for line in complaints(capsys)] == [
        agreement.reference for agreement in (missing, extra, last)
    ]


def test_a_folded_text_that_is_stale_is_found(capsys):
    institution = InstitutionFactory(name_fr="Élan")
    Institution.objects.update(name_fr="Étain")
    assert complaints(capsys) == [f"partners.Institution {institution.pk}: its folded text is stale"]


def test_a_counter_that_is_behind_is_found(capsys):
    in_force(effective_on=day("2016-01-01"), reference="LIA-2016-012")
    ReferenceCounter.objects.update(last=11)
    assert complaints(capsys) == ["LIA-2016: the counter is behind number 012"]


def test_a_renewal_chain_that_comes_back_to_itself_is_found(capsys):
    first = in_force()
    second = in_force(predecessor=first)
    third = in_force(predecessor=second)
    Agreement.objects.filter(pk=first.pk).update(predecessor=third)
    found = [line.split(": ")[:2] for line in complaints(capsys)]
    assert sorted(found) == sorted([agreement.reference, "predecessor"] for agreement in (first, second, third))


def test_a_published_agreement_that_lost_its_french_side_is_found(capsys):
    agreement = in_force()
    agreement.parties.get(side="french").delete()
    PartyFactory(agreement=agreement, signed_on=day("2015-01-10"))
    assert [line.split(": ")[:2] for line in complaints(capsys)] == [[agreement.reference, "published"]]


def test_whatever_blocks_an_agreement_by_its_own_page_is_told(capsys):
    met = set()
    for entered in {case[0] for case in SAID.values() if case[1] == "blocks"}:
        with undone():
            entered()
            rows = Agreement.objects.order_by("pk")
            blocking = [(row, one) for row in rows for one in row.expectations() if one.severity == "blocks"]
            expected = [f"{row.reference}: {one.field}: {one.sentence}" for row, one in blocking]
            lines = complaints(capsys) if expected else []
            assert [line for line in lines if "the periods differ" not in line] == expected
            met |= {one.field for _row, one in blocking}
    assert met == {"ends_on", "predecessor", "published"}


def test_many_agreements_are_checked_by_as_many_queries_as_few(capsys):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            call_command("check_data")
        return len(queries)

    in_force(predecessor=in_force())
    few = asked()
    for _number in range(5):
        in_force(predecessor=in_force())
    assert asked() == few
