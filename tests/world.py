"""A small world in which every public page has something to show, and shows another thing on 30 June 2015.

`standing` keeps one for all the tests of a module, who may change it: each gets it as it was.
"""

import datetime
from types import SimpleNamespace

from django.db import transaction

from partners.models import Country, CountryGroup
from tests import factories as make
from tests.factories import day, in_force

FAR = datetime.datetime(2190, 3, 31, 16, tzinfo=datetime.UTC)
THAT_DAY = "2015-06-30"


def standing(blocker, build):
    """Give what `build()` makes, for as long as the module's tests run."""
    with blocker.unblock(), transaction.atomic():
        yield build()
        transaction.set_rollback(True)


def build() -> SimpleNamespace:
    world = SimpleNamespace()
    places(world)
    people(world)
    agreements(world)
    exchanges(world)
    declared(world)
    figures(world)
    make.PageFactory(
        slug="open-data", title_fr="Données", title_en="Data", body_fr="Ce que chacun peut réutiliser.", order=3
    )
    make.PageFactory(slug="policy", title_fr="Politique internationale", body_fr="Coopérer.", order=1)
    make.PageFactory(slug="policy/strategy", title_fr="Stratégie", title_en="Strategy", body_en="Where to.", order=2)
    return world


def places(world):
    asia = make.RegionFactory(code="142", name_fr="Asie", name_en="Asia", name_es="Asia")
    east = make.RegionFactory(code="030", name_fr="Asie orientale", parent=asia)
    europe = make.RegionFactory(code="150", name_fr="Europe", name_en="Europe", name_es="Europa")
    west = make.RegionFactory(code="155", name_fr="Europe occidentale", parent=europe)
    south = make.RegionFactory(code="005", name_fr="Amérique du Sud", parent=make.RegionFactory(code="019"))
    for code, subregion in {"JP": east, "DE": west, "FR": west, "BR": south, "CA": None}.items():
        make.CountryFactory(code=code, subregion=subregion)
    union, priorities = (make.CountryGroupFactory(code=code) for code in ("eu", "priorities"))
    for code in ("DE", "FR"):
        make.MembershipFactory(group=union, country=Country(code), since=day("1958-01-01"))
    make.MembershipFactory(group=priorities, country=Country("JP"), since=day("2010-01-01"), until=day("2015-12-31"))
    make.MembershipFactory(group=priorities, country=Country("BR"), since=day("2016-01-01"))
    make.PriorityFactory(slug="japan", country=Country("JP"), text_fr="Le Japon d’abord.", until=day("2015-12-31"))


def people(world):
    world.inserm = institution("inserm", "FR", "facility", name_fr="Inserm")
    world.riken = institution(
        "riken", "JP", "facility", name_fr="Institut Riken", native_name="理化学研究所", native_language="ja"
    )
    world.tokyo = institution("tokyo", "JP", "education", name_en="University of Tokyo", city="Tokyo")
    world.heidelberg = institution(
        "heidelberg", "DE", "education", name_fr="Université de Heidelberg", name_en="Heidelberg University"
    )
    world.fiocruz = institution("fiocruz", "BR", "government", name_fr="Fondation Oswaldo-Cruz", acronym="Fiocruz")
    world.brain = make.ThematicInstituteFactory(code="brain", name_fr="Cerveau")
    world.nerves = make.ThematicInstituteFactory(code="nerves", name_fr="Nerfs", successor=world.brain)
    world.cancer = make.ThematicInstituteFactory(code="cancer", name_fr="Cancer")
    world.unit = make.ResearchUnitFactory(code="U1016", name="Institut Cochin")


def institution(slug, country, kind, **names):
    place = {"slug": slug, "kind": kind, "country": Country(country)}
    return make.InstitutionFactory(**{"name_fr": None, **place, **names})


def agreements(world):
    """A LIA that has ended, a GDRI of three, a framework being revised, one signed ahead, one suspended."""
    lia, gdri, framework = (
        make.InstrumentFactory(code=code, name_fr=name, order=order)
        for order, (code, name) in enumerate(
            [("lia", "Laboratoire associé"), ("gdri", "Groupement de recherche"), ("framework", "Accord-cadre")]
        )
    )
    world.lia = signed(
        world.riken, "LIA-2013-001", lia, "2013-01-01", ends_on=day("2016-12-31"), title_fr="Œil et cerveau"
    )
    world.lia.themes.add(world.nerves)
    world.lia.units.add(world.unit)
    world.gdri = signed(world.heidelberg, "GDRI-2016-001", gdri, "2016-01-10", title_fr="Neurones", title_en="Neurons")
    make.PartyFactory(agreement=world.gdri, institution=world.tokyo, signed_on=day("2016-01-10"))
    world.gdri.themes.add(world.brain)
    revised = {"under_revision_since": day("2017-01-01"), "acronym": "CADRE"}
    world.framework = signed(
        world.fiocruz, "FRAMEWORK-2010-001", framework, "2010-05-01", title_fr="Santé publique", **revised
    )
    world.ahead = signed(
        world.fiocruz, "LIA-2014-001", lia, "2014-03-01", effective_on=day("2150-01-01"), title_fr="Alliance"
    )
    world.ahead.themes.add(world.cancer)
    world.halted = signed(
        world.tokyo, "LIA-2014-002", lia, "2014-03-01", title_fr="Bactéries", invented=True, parent=world.framework
    )
    make.AmendmentFactory(agreement=world.halted, number=1, kind="suspension", signed_on=day("2017-03-01"))


def declared(world):
    """Collaborations of five declarations: with an institution, or a country only; by two units."""
    other = make.ResearchUnitFactory(code="U1200", name="Santé des populations", website="https://u1200.example.org/")
    world.of_riken = cooperation("COL-2014-001", world.unit, world.nerves, institution=world.riken)
    world.of_canada = cooperation("COL-2015-001", other, None, country=Country("CA"))
    world.of_fiocruz = cooperation("COL-2015-002", other, world.cancer, institution=world.fiocruz)
    world.of_heidelberg = cooperation(
        "COL-2018-001", world.unit, world.brain, institution=world.heidelberg, invented=True
    )
    world.of_japan = cooperation("COL-2018-002", other, world.nerves, country=Country("JP"))


def cooperation(reference, unit, theme, **fields):
    year = int(reference.split("-")[1])
    return make.CooperationFactory(reference=reference, year=year, unit=unit, theme=theme, **fields)


def figures(world):
    """Published figures of the world, of a country and of a group; two denominators are two indicators."""
    declared = make.IndicatorFactory(code="declared", name_fr="Collaborations déclarées")
    share = make.IndicatorFactory(
        code="share", name_fr="Part des publications", unit="percent", denominator_fr="toutes les publications"
    )
    place = {"canada": {"country": Country("CA")}, "union": {"group": CountryGroup.objects.get(code="eu")}}
    make.KeyFigureFactory(slug="declared-2010", indicator=declared, year=2010, value=6300, qualifier="more-than")
    make.KeyFigureFactory(slug="declared-2017", indicator=declared, year=2017, value=6000, year_is_about=True)
    make.KeyFigureFactory(slug="declared-canada-2010", indicator=declared, year=2010, **place["canada"])
    make.KeyFigureFactory(slug="share-2012", indicator=share, year=2012, value="47.4")
    make.KeyFigureFactory(slug="share-union-2016", indicator=share, year=2016, value=32, **place["union"])


def signed(partner, reference, instrument, when, *, french=None, **fields):
    home = french or make.InstitutionFactory._meta.model.objects.get(slug="inserm")
    return in_force(signed=when, partner=partner, french=home, reference=reference, instrument=instrument, **fields)


def exchanges(world):
    world.visits = make.ExchangeProgrammeFactory(
        slug="visits", title_fr="Visites au Japon", agreement=world.lia, next_call_fr="en mars"
    )
    world.visits.institutions.add(world.riken)
    world.seminars = make.ExchangeProgrammeFactory(slug="seminars", kind="seminars", title_fr="Séminaires")
    world.seminars.institutions.add(world.fiocruz, world.heidelberg)
    world.call = make.CallFactory(
        programme=world.visits,
        slug="2015",
        title_fr="Appel 2015",
        opens_on=day("2015-06-01"),
        closes_at=datetime.datetime(2015, 7, 31, 16, tzinfo=datetime.UTC),
    )
    world.open_call = make.CallFactory(
        programme=world.seminars, slug="2190", title_fr="Appel ouvert", opens_on=day("2020-01-01"), closes_at=FAR
    )
    world.visit = make.ActivityFactory(
        reference="VIS-2014-001", country=Country("JP"), starts_on=day("2014-03-02"), programme=world.visits,
        direction="outgoing", title_fr="Visite à Kobé", agreement=world.lia,
    )  # fmt: skip
    world.visit.institutions.add(world.riken)
    world.visit.themes.add(world.nerves)
    world.visit.led_to_agreements.add(world.gdri)
    world.seminar = make.ActivityFactory(
        reference="SEM-2016-001", kind="seminar", country=Country("BR"), starts_on=day("2016-10-03"),
        programme=world.seminars, direction="both", status="cancelled", title_fr="Séminaire Zika", invented=True,
    )  # fmt: skip
    world.seminar.institutions.add(world.fiocruz, world.inserm)
    world.seminar.themes.add(world.brain)
    world.stay = make.ActivityFactory(
        reference="STA-2180-001", kind="stay", country=Country("DE"), starts_on=day("2180-01-04"),
        direction="incoming", status="planned", title_fr="Accueil",
    )  # fmt: skip
