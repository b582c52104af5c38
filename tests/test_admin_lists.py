"""The lists of the register: what they show, how they are narrowed and searched."""

import datetime

import pytest
from django.contrib.admin import site

from agreements.models import Agreement
from inserm_intl.days import today
from inserm_intl.record_admin.titles import ADDING
from partners.models import Cooperation, Institution, KeyFigure
from tests import factories as make
from tests.admin_forms import address

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_english(admin_client):
    admin_client.cookies["django_language"] = "en"


@pytest.fixture
def listed(admin_client):
    """Return a function: the records that a list shows for an address."""

    def records(model, **asked):
        page = admin_client.get(address(model), asked)
        assert page.status_code == 200, page.url
        return set(page.context["cl"].result_list)

    return records


@pytest.fixture
def japan():
    asia = make.RegionFactory(code="142", name_fr="Asie", name_en="Asia")
    eastern = make.RegionFactory(code="030", name_en="Eastern Asia", parent=asia)
    return make.CountryFactory(code="JP", subregion=eastern)


@pytest.fixture
def with_japan(japan):
    return make.in_force(partner=make.InstitutionFactory(name_en="Riken", name_fr="Institut de Saitama", country=japan))


@pytest.fixture
def with_brazil():
    return make.in_force(partner=make.InstitutionFactory(country=make.CountryFactory(code="BR")))


def cells(client, record):
    """What the list shows of a record, by column."""
    changelist = client.get(address(type(record))).context["cl"]
    row = changelist.result_list.get(pk=record.pk)
    shown = {}
    for name in changelist.list_display[1:]:
        column = getattr(changelist.model_admin, name, None)
        shown[name] = column(row) if column else getattr(row, name)
    return shown


def test_a_list_of_agreements_answers_the_questions_on_the_phone(admin_client, admin_user, japan):
    agreement = make.AgreementFactory(acronym="NEURO", officer=admin_user, published=False)
    make.PartyFactory(agreement=agreement, institution=make.InstitutionFactory(country=japan))
    since = today() - datetime.timedelta(days=38)
    make.StageFactory(agreement=agreement, kind="legal-review", since=since - datetime.timedelta(days=90))
    make.StageFactory(agreement=agreement, kind="awaiting-signature", since=since, desk="partner")
    assert {key: str(value) for key, value in cells(admin_client, agreement).items()} == {
        "reference": agreement.reference,
        "named": "NEURO",
        "countries": "Japan",
        "state": "Under discussion",
        "end": "",
        "stage": "Awaiting signature, the partner, 38 days",
        "case_officer": "admin",
        "published": "False",
    }


def test_the_end_is_that_of_the_last_signed_amendment(admin_client):
    agreement = make.in_force(ends_on=make.day("2019-12-31"))
    make.AmendmentFactory(agreement=agreement, kind="extension", new_end=make.day("2021-06-30"))
    make.AmendmentFactory(agreement=agreement, kind="extension", new_end=make.day("2099-06-30"), signed_on=None)
    assert cells(admin_client, agreement)["end"] == "30 June 2021"


def test_agreements_by_country(listed, with_japan, with_brazil):
    assert listed(Agreement, country="JP") == {with_japan}


@pytest.mark.parametrize("region", ["142", "030"])
def test_agreements_by_region_and_subregion(listed, with_japan, with_brazil, region):
    assert listed(Agreement, region=region) == {with_japan}


def test_agreements_by_group_of_today(listed, with_japan, with_brazil, japan):
    make.MembershipFactory(group__code="g7", country=japan)
    make.MembershipFactory(group__code="g7", country_id="BR", until=make.day("2015-12-31"))
    assert listed(Agreement, group="g7") == {with_japan}


def test_agreements_by_type(listed, with_japan):
    gdri = make.AgreementFactory(instrument__code="gdri")
    assert listed(Agreement, instrument="gdri") == {gdri}


def test_agreements_by_state_today(listed, with_japan):
    ended = make.in_force(ends_on=make.day("2019-12-31"))
    draft = make.AgreementFactory()
    revised = make.in_force(under_revision_since=today())
    assert listed(Agreement, state="ended") == {ended}
    assert listed(Agreement, state="in-force") == {with_japan, revised}
    assert listed(Agreement, state="under-revision") == {revised}
    assert listed(Agreement, state="none") == {draft}


def test_agreements_by_theme_with_what_was_merged_into_it(listed, with_japan):
    neurosciences = make.ThematicInstituteFactory(code="neurosciences")
    before = make.in_force()
    before.themes.add(make.ThematicInstituteFactory(successor=neurosciences))
    assert listed(Agreement, theme="neurosciences") == {before}


def test_agreements_that_end_within_a_year(listed, with_japan):
    soon = make.in_force(ends_on=today() + datetime.timedelta(days=200))
    make.in_force(ends_on=today() + datetime.timedelta(days=500))
    assert listed(Agreement, ending="12") == {soon}
    assert listed(Agreement, ending="6") == set()


def test_my_agreements(listed, with_japan, admin_user):
    mine = make.AgreementFactory(officer=admin_user)
    assert listed(Agreement, officer="me") == {mine}
    assert listed(Agreement, officer="nobody") == {with_japan}


def test_published_agreements(listed, with_japan):
    draft = make.in_force(published=False)
    assert listed(Agreement, published__exact="0") == {draft}


def test_agreements_by_the_year_they_began(listed, with_japan):
    make.in_force(signed="2019-05-01")
    assert listed(Agreement, first_day__year="2015", first_day__month="1") == {with_japan}


@pytest.mark.parametrize(
    "words",
    ["EVALUATION", "générale évaluation", "INS-12/7", "k-99", "riken", "japon", "saïtama", "lia-2015-001 generale"],
)
def test_agreements_are_found_whatever_the_accents_and_case(listed, with_japan, with_brazil, words):
    with_japan.title_fr, with_japan.own_number, with_japan.partner_number = "Évaluation générale", "INS-12/7", "K-99"
    with_japan.reference = "LIA-2015-001"
    with_japan.save()
    assert listed(Agreement, q=words) == {with_japan}


def test_institutions_by_place_kind_and_officer(listed, japan, admin_user):
    riken = make.InstitutionFactory(country=japan, kind="facility", officer=admin_user, prospect=True, published=False)
    make.InstitutionFactory(country=make.CountryFactory(code="BR"))
    make.MembershipFactory(group__code="g7", country=japan)
    for asked in (
        {"country": "JP"},
        {"region": "142"},
        {"group": "g7"},
        {"kind__exact": "facility"},
        {"published__exact": "0"},
        {"prospect__exact": "1"},
        {"officer": "me"},
        {"q": "JAPÓN"},
    ):
        assert listed(Institution, **asked) == {riken}, asked


def test_declared_collaborations_by_year_place_and_words(listed, japan):
    riken = make.InstitutionFactory(name_en="Riken", country=japan)
    unit = make.ResearchUnitFactory(code="U1016", name="Institut Cochin")
    declared = make.CooperationFactory(
        reference="COL-2019-004", year=2019, institution=riken, unit=unit, published=False
    )
    make.CooperationFactory(year=2018)
    make.MembershipFactory(group__code="g7", country=japan)
    for asked in (
        {"year": "2019"},
        {"country": "JP"},
        {"region": "142"},
        {"group": "g7"},
        {"published__exact": "0"},
        *({"q": words} for words in ("col-2019-004", "COL-2019", "u1016", "cochin RIKEN", "japon")),
    ):
        assert listed(Cooperation, **asked) == {declared}, asked


def test_published_figures_by_indicator_and_words(listed, japan):
    declared = make.IndicatorFactory(code="declared", name_fr="Collaborations déclarées")
    figure = make.KeyFigureFactory(slug="declared-japan", indicator=declared, country=japan)
    make.KeyFigureFactory(slug="others")
    for asked in ({"indicator__id__exact": declared.pk}, {"q": "JAPON"}, {"q": "declared-japan"}):
        assert listed(KeyFigure, **asked) == {figure}, asked


def test_each_noun_that_one_adds_says_so_with_its_article(admin_client, rf, admin_user):
    request = rf.get("/")
    request.user = admin_user
    added = {known.opts.label_lower for known in site._registry.values() if known.has_add_permission(request)}
    # A document is added on the page of what it belongs to.
    assert added - {"agreements.document"} == set(ADDING)
    admin_client.cookies["django_language"] = "fr"
    assert "Ajouter un accord" in admin_client.get(address(Agreement)).text
    assert "<h1>Ajouter un accord</h1>" in admin_client.get(address(Agreement, "add")).text
