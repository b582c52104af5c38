"""Many more of everything in `tests.world`, entered in bulk: around one institution, country, type and programme."""

from string import ascii_uppercase

from django.db import connection

from agreements.models import Activity, Agreement, Amendment, Call, ExchangeProgramme, Instrument, Party
from inserm_intl.models import Page
from partners.models import (
    Cooperation,
    Country,
    CountryGroup,
    Indicator,
    Institution,
    KeyFigure,
    Membership,
    Priority,
    ResearchUnit,
    ThematicInstitute,
)
from tests.factories import day
from tests.world import FAR

CODES = [first + second for first in ascii_uppercase for second in ascii_uppercase if first in "QUXYZ"]
SIGNED = day("2012-01-01")


def many(model, count, **fields):
    """That many rows more; a value that is a function is asked with the row's number."""
    start = model._base_manager.count()
    rows = [
        model(**{name: value(start + number) if callable(value) else value for name, value in fields.items()})
        for number in range(count)
    ]
    return model._base_manager.bulk_create(rows, batch_size=500)


def crowd(world, count: int) -> None:
    """`count` more of each noun, and of what each of a few records has; of what stands in every form, at most 60."""
    japan, shown, some = Country(code="JP"), {"published": True}, min(count, 60)
    many(Country, some, code=CODES.__getitem__, iso3=lambda number: f"{CODES[number]}X", name_fr="Pays")
    place = {"country": japan, "name_fr": "Lieu {}".format, **shown}
    places = many(Institution, count, slug="place-{}".format, **place)
    many(Institution, count, slug="part-{}".format, parent=world.riken, **place)
    many(Instrument, some, code="type-{}".format, name_fr="Forme {}".format)
    many(Priority, count, slug="priority-{}".format, country=japan, text_fr="Priorité", **shown)
    groups = many(CountryGroup, some, code="group-{}".format, name_fr="Groupe {}".format)
    Membership.objects.bulk_create([Membership(group=group, country=japan) for group in groups])
    many(Page, count, slug="policy/page-{}".format, title_fr="Page", body_fr="Texte", **shown)
    themes = many(ThematicInstitute, some, code="theme-{}".format, name_fr="Domaine {}".format)
    units = many(ResearchUnit, count, code="US{}".format, name="Unité {}".format)
    agreements(world, count, places, themes, units)
    declared(world, count, places, themes, units)
    exchanges(world, count, places, themes)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as a live database does by itself: what it believes may stem from another test


def agreements(world, count, places, themes, units):
    """Agreements of Riken under one framework, which has as many parties, amendments, fields and units itself."""
    start = Agreement.objects.count()
    made = [
        Agreement(
            reference=f"LIA-2012-{start + number}", instrument=world.lia.instrument,
            title_fr=f"Accord {number}", open_ended=True, parent=world.lia, published=True,
        )
        for number in range(count)
    ]  # fmt: skip
    parties = [
        Party(agreement=agreement, institution=institution, side=side, signed_on=SIGNED)
        for agreement in made
        for institution, side in ((world.inserm, "french"), (world.riken, "partner"))
    ]
    Agreement.objects.enter(made, parties=parties)
    Party.objects.bulk_create([Party(agreement=world.lia, institution=place, signed_on=SIGNED) for place in places])
    many(Amendment, count, agreement=world.lia, number=lambda number: 9 + number, kind="change", signed_on=SIGNED)
    world.lia.themes.add(*themes)
    world.lia.units.add(*units)
    world.visit.led_to_agreements.add(*made)


def declared(world, count, places, themes, units):
    """Collaborations with Riken and with each place, by many units; figures of as many indicators."""
    Cooperation.objects.enter(
        [
            Cooperation(year=2018, unit=unit, institution=institution, theme=themes[0], published=True)
            for unit, place in zip(units, places, strict=True)
            for institution in (world.riken, place)
        ]
    )
    indicators = many(Indicator, count, code="indicator-{}".format, name_fr="Indicateur {}".format)
    source = {"year": 2015, "value": 1, "source_url": "https://example.org/", "published": True}
    KeyFigure.objects.bulk_create(
        [KeyFigure(slug=f"of-{indicator.code}", indicator=indicator, **source) for indicator in indicators]
    )


def exchanges(world, count, places, themes):
    """Programmes with a call each, a programme with as many calls and visits, a visit that led to all the others."""
    programmes = many(
        ExchangeProgramme, count, slug="more-{}".format, kind="seminars", title_fr="Programme {}".format,
        agreement=world.lia, published=True,
    )  # fmt: skip
    called = {"opens_on": day("2015-01-01"), "closes_at": FAR, "published": True, "title_fr": "Appel"}
    Call.objects.bulk_create([Call(programme=programme, slug="call", **called) for programme in programmes])
    many(Call, count, programme=world.visits, slug="call-{}".format, **called)
    visits = many(
        Activity, count, reference="VIS-2012-{}".format, kind="visit", status="held", title_fr="Visite {}".format,
        country=Country(code="JP"), starts_on=SIGNED, programme=world.visits, agreement=world.lia, published=True,
    )  # fmt: skip
    world.riken.programmes.add(*programmes)
    world.riken.activities.add(*visits)
    world.visits.institutions.add(*places)
    world.visit.institutions.add(*places)
    world.visit.themes.add(*themes)
    world.visit.led_to_activities.add(*visits)
    world.visit.came_from.add(*visits)
