"""A list of the register asks the database as often for a thousand rows as for ten, and seldom."""

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agreements.models import Activity, Agreement, Call, ExchangeProgramme, Instrument
from inserm_intl.models import Page
from partners.models import (
    Cooperation,
    Country,
    CountryGroup,
    Indicator,
    Institution,
    KeyFigure,
    Priority,
    ResearchUnit,
    ThematicInstitute,
)
from tests import factories as make
from tests.admin_forms import address, staff

pytestmark = pytest.mark.django_db

AT_MOST = 12


def rows(count, officer):
    """So many more rows of each noun, each with related rows of its own."""
    for _number in range(count):
        agreement = make.in_force(officer=officer, partner=make.InstitutionFactory(officer=officer))
        make.StageFactory(agreement=agreement)
        agreement.themes.add(make.ThematicInstituteFactory())
        programme = make.ExchangeProgrammeFactory(agreement=agreement)
        make.CallFactory(programme=programme)
        make.ActivityFactory(programme=programme)
        make.CooperationFactory(institution=make.InstitutionFactory(), theme=make.ThematicInstituteFactory())
        make.KeyFigureFactory(country=make.CountryFactory())
        make.KeyFigureFactory(group=make.CountryGroupFactory())
        make.PriorityFactory()
        make.ResearchUnitFactory()
        make.PageFactory()
        make.MembershipFactory()


@pytest.fixture
def officer(client):
    """With the rights of a role: those of a superuser would cost nothing to look up."""
    call_command("loaddata", "roles", verbosity=0)
    user = staff("claire")
    user.groups.add(Group.objects.get(name="Administrateur"))
    client.force_login(user)
    return user


def questions(client, model, **asked):
    with CaptureQueriesContext(connection) as queries:
        page = client.get(address(model), asked)
        assert page.status_code == 200, page.url
    return [query["sql"] for query in queries]


@pytest.mark.parametrize(
    "model",
    [
        Activity,
        Agreement,
        Call,
        Cooperation,
        Country,
        CountryGroup,
        ExchangeProgramme,
        Indicator,
        Institution,
        Instrument,
        KeyFigure,
        Page,
        Priority,
        ResearchUnit,
        ThematicInstitute,
    ],
)
def test_a_list_costs_as_much_with_many_rows_as_with_few(client, officer, model):
    rows(2, officer)
    few = questions(client, model)
    rows(8, officer)
    many = questions(client, model)
    assert len(few) == len(many) <= AT_MOST, many


def test_a_thousand_agreements_cost_no_more_than_ten(client, officer):
    rows(10, officer)
    ten = questions(client, Agreement)
    lia, riken = Instrument.objects.first(), Institution.objects.first()
    Agreement.objects.enter(
        many := [Agreement(instrument=lia, title_fr=f"Accord {number}", officer=officer) for number in range(1000)],
        parties=[make.PartyFactory.build(agreement=agreement, institution=riken) for agreement in many],
        stages=[make.StageFactory.build(agreement=agreement) for agreement in many],
    )
    assert Agreement.objects.count() == 1010
    thousand = questions(client, Agreement)
    assert len(ten) == len(thousand) <= AT_MOST
    assert len(questions(client, Agreement, q="accord", state="in-force", country="FR")) <= AT_MOST
    assert len(questions(client, Agreement, p="2")) <= AT_MOST
