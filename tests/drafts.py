"""What staff may add at random around what is public in `tests.world`, and no visitor may notice.

Each act adds private rows, or ties or notes on public ones. It finds what there is, and what earlier acts added.
"""

from datetime import date
from random import Random

from agreements.models import Activity, Agreement, Call, ExchangeProgramme, Party
from agreements.models.instrument import Instrument
from inserm_intl.models import Page
from partners.models import (
    Cooperation,
    Country,
    CountryGroup,
    FormerAddress,
    Indicator,
    Institution,
    Merge,
    ResearchUnit,
    ThematicInstitute,
)
from tests import factories as make

# Words that visitors ask for: none may be found in a note.
SAID = ["riken", "japon oeil", "université de Heidelberg", "2016 appel ouvert", "LIA-2013-001 cadre", "kobe zika"]


def some(random: Random, rows, most=3) -> list:
    """A few of the rows, at least one where there are any."""
    found = list(rows.order_by("pk"))
    return random.sample(found, random.randint(1, min(most, len(found)))) if found else []


def one(random: Random, rows):
    return next(iter(some(random, rows, 1)), None)


def published(model):
    return model.objects.filter(published=True)


def private(model):
    return model.objects.filter(published=False)


def a_day(random: Random) -> date:
    return date(random.randint(2005, 2026), random.randint(1, 12), random.randint(1, 28))


def said(random: Random) -> dict:
    return {"title_fr": random.choice(SAID), "title_en": random.choice(SAID), "internal_note": random.choice(SAID)}


def institution(random):
    """Unpublished, anywhere, with the names that visitors look for; perhaps a prospect, part of a public one."""
    make.InstitutionFactory(
        name_fr=random.choice(SAID),
        acronym=random.choice(SAID)[:10],
        city=random.choice(SAID),
        kind=random.choice(["company", "education", "facility", "other"]),
        country=one(random, Country.objects.all()),
        latitude=random.randint(-60, 60),
        longitude=random.randint(-60, 60),
        parent=random.choice([None, one(random, Institution.objects.all())]),
        successor=random.choice([None, one(random, Institution.objects.all())]),
        prospect=random.random() < 0.5,
        published=False,
        invented=random.random() < 0.5,
    )


def kin_of_public_institutions(random):
    institution(random)
    for row in some(random, published(Institution).filter(parent=None, successor=None)):
        kin = {name: one(random, private(Institution)) for name in ("parent", "successor") if random.random() < 0.7}
        Institution.objects.filter(pk=row.pk).update(**kin)


def agreement(random):
    """A draft, a confidential one, a negotiation, one not pursued: with public parties, themes and units."""
    reason = random.choice(["draft", "internal", "restricted", "negotiation", "not pursued"])
    unsigned = reason in ("negotiation", "not pursued")
    secret = {"confidentiality": reason} if reason in ("internal", "restricted") else {}
    begun = a_day(random)
    made = make.in_force(
        signed=None if unsigned else begun.isoformat(),
        partner=one(random, Institution.objects.exclude(country="FR")),
        french=Institution.objects.get(slug="inserm"),
        instrument=one(random, Instrument.objects.all()),
        title_fr=random.choice(SAID),
        parent=random.choice([None, one(random, Agreement.objects.all())]),
        predecessor=random.choice([None, one(random, Agreement.objects.filter(renewed_by=None))]),
        under_revision_since=random.choice([None, begun]),
        negotiation_published=random.random() < 0.5 and not unsigned,
        published=unsigned,
        invented=random.random() < 0.5,
        **secret,
    )
    if unsigned:
        kind = "not-pursued" if reason == "not pursued" else "awaiting-signature"
        make.StageFactory(agreement=made, since=begun, kind=kind, note=random.choice(SAID))
    made.themes.set(some(random, ThematicInstitute.objects.all()))
    made.units.set(some(random, ResearchUnit.objects.all()))


def hidden_agreements():
    return Agreement.objects.exclude(pk__in=Agreement.objects.public())


def kin_of_public_agreements(random):
    agreement(random)
    for row in some(random, Agreement.objects.public().filter(parent=None)):
        Agreement.objects.filter(pk=row.pk).update(parent=one(random, hidden_agreements()))
    for row in some(random, Agreement.objects.public().filter(predecessor=None)):
        free = hidden_agreements().filter(renewed_by=None, predecessor=None)
        Agreement.objects.filter(pk=row.pk).update(predecessor=one(random, free))


def party_of_a_public_agreement(random):
    """A private institution that signed on the day of the others, with what it pays."""
    institution(random)
    for row in some(random, Agreement.objects.public()):
        signed = row.parties.filter(role="party").values_list("signed_on", flat=True)
        hidden = one(random, private(Institution).exclude(parties__agreement=row))
        if hidden:
            side = random.choice(["partner", "french"])
            make.PartyFactory(agreement=row, institution=hidden, side=side, signed_on=max(signed))
    for party in some(random, Party.objects.filter(contributions=None)):
        make.ContributionFactory(party=party, amount=random.randint(1, 10**6), researcher_months=random.randint(1, 99))


def draft_of_an_amendment(random):
    """Not signed, so it changes nothing: an extension, a suspension, an end."""
    for row in some(random, Agreement.objects.public()):
        kind = random.choice(["change", "extension", "suspension", "termination"])
        ends = {"new_end": date(2040, 12, 31)} if kind in ("extension", "termination") else {}
        make.AmendmentFactory(
            agreement=row, number=row.amendments.count() + 20, kind=kind, signed_on=None,
            effective_on=a_day(random), **ends,
        )  # fmt: skip


def papers(random):
    """Stages before the signature, documents, contacts, assessments, deadlines and what was left incomplete."""
    for row in some(random, Agreement.objects.public().filter(stages=None, assessments=None)):
        make.StageFactory(agreement=row, since=date(2004, 1, random.randint(1, 28)), note=random.choice(SAID))
        level = random.choice(["public", "internal", "restricted"])
        make.DocumentFactory(agreement=row, confidentiality=level)
        contact = make.ContactFactory(institution=one(random, Institution.objects.all()), name=random.choice(SAID))
        make.AgreementContactFactory(agreement=row, contact=contact)
        make.AssessmentFactory(agreement=row, scientific_excellence=random.choice(SAID))
        make.DeadlineFactory(agreement=row, due_on=a_day(random), what=random.choice(SAID))
        make.DismissalFactory(agreement=row, why=random.choice(SAID))
    make.ReportFactory(title=random.choice(SAID))


def programme(random):
    """Unpublished, with public partners and a published call of its own."""
    made = make.ExchangeProgrammeFactory(
        agreement=one(random, Agreement.objects.all()), published=False, summary_fr=random.choice(SAID), **said(random)
    )
    made.institutions.set(some(random, Institution.objects.all()))
    make.CallFactory(programme=made, **said(random))


def call(random):
    for row in some(random, published(ExchangeProgramme)):
        make.CallFactory(programme=row, opens_on=date(2015, 1, 1), published=False, **said(random))


def activity(random):
    """Unpublished, under a public programme, with public partners; from and to public ones."""
    made = make.ActivityFactory(
        kind=random.choice(["visit", "seminar", "mission"]),
        country=one(random, Country.objects.all()),
        programme=one(random, ExchangeProgramme.objects.all()),
        agreement=one(random, Agreement.objects.all()),
        starts_on=a_day(random),
        published=False,
        **said(random),
    )
    made.institutions.set(some(random, Institution.objects.all()))
    made.themes.set(some(random, ThematicInstitute.objects.all()))
    made.led_to_agreements.set(some(random, Agreement.objects.all()))
    made.led_to_activities.set(some(random, published(Activity)))


def ties_of_public_exchanges(random):
    """Programmes under a hidden agreement, visits of a hidden programme, hidden partners and hidden outcomes."""
    institution(random), agreement(random), programme(random), activity(random)
    for row in [*some(random, published(ExchangeProgramme)), *some(random, published(Activity))]:
        row.institutions.add(*some(random, private(Institution)))
    loose = published(ExchangeProgramme).filter(agreement=None)
    for row in [*some(random, loose), *some(random, published(Activity).filter(agreement=None))]:
        type(row).objects.filter(pk=row.pk).update(agreement=one(random, hidden_agreements()))
    for row in some(random, published(Activity)):
        row.led_to_agreements.add(*some(random, hidden_agreements()))
        row.led_to_activities.add(*some(random, private(Activity)))
    for row in some(random, published(Activity).filter(programme=None)):
        Activity.objects.filter(pk=row.pk).update(programme=one(random, private(ExchangeProgramme)))


def cooperation(random):
    """Unpublished, of any year; and published ones with a hidden institution of the country that is shown."""
    make.CooperationFactory(
        year=random.randint(2010, 2026),
        unit=one(random, ResearchUnit.objects.all()),
        theme=one(random, ThematicInstitute.objects.all()),
        institution=one(random, Institution.objects.exclude(country="FR")),
        published=False,
        invented=random.random() < 0.5,
        internal_note=random.choice(SAID),
    )
    for row in some(random, published(Cooperation).filter(institution=None)):
        hidden = one(random, private(Institution).filter(country=row.country_id))
        Cooperation.objects.filter(pk=row.pk).update(institution=hidden)


def figures_and_texts(random):
    place = random.choice(
        [{"country": one(random, Country.objects.all())}, {"group": CountryGroup.objects.first()}, {}]
    )
    indicator = one(random, Indicator.objects.all())
    make.KeyFigureFactory(
        indicator=indicator, year=random.randint(2000, 2026), value=random.randint(0, 10**5), published=False, **place
    )
    make.PriorityFactory(country=one(random, Country.objects.all()), text_fr=random.choice(SAID), published=False)
    make.PageFactory(published=False, title_fr=random.choice(SAID))


def registry(random):
    """What the registry of organisations says of institutions, public and not; merges; files that were imported."""
    record = make.RegistryRecordFactory(country=one(random, Country.objects.all()), name=random.choice(SAID))
    make.UpstreamChangeFactory(record=record, dismissed=random.random() < 0.5)
    kept = one(random, published(Institution))
    key = 10**6 + Merge.objects.count()
    FormerAddress.objects.create(slug=f"formerly-{key}", key=key, institution=kept)
    Merge.objects.create(
        kept_key=kept.pk, kept_name=str(kept), merged_key=key, merged_name="riken", version=1, journal=[]
    )
    make.ImportRowFactory(of_import=make.ImportFactory())


def notes(random):
    """An officer, a note, a prospect, our number and theirs, on what is public."""
    officer = make.UserFactory(first_name=random.choice(SAID), last_name=random.choice(SAID))
    note = {"internal_note": " ".join(SAID)}
    for model in (Institution, Agreement, ExchangeProgramme, Call, Activity, Cooperation, Page):
        for row in some(random, published(model)):
            model.objects.filter(pk=row.pk).update(**note)
    for row in some(random, published(Institution)):
        seen = {"prospect": random.random() < 0.5, "prospect_source": random.choice(SAID), "officer": officer}
        Institution.objects.filter(pk=row.pk).update(**seen)
    for row in some(random, Agreement.objects.public()):
        numbers = {"own_number": random.choice(SAID)[:30], "partner_number": random.choice(SAID)[:30]}
        Agreement.objects.filter(pk=row.pk).update(officer=officer, **numbers)
        Party.objects.filter(agreement=row).update(signatory_name=random.choice(SAID))
    mission = make.ActivityFactory(kind="mission", country=one(random, Country.objects.all()), published=False)
    make.IdentificationFactory(activity=mission, institution=one(random, Institution.objects.all()))


ACTS = [
    institution, kin_of_public_institutions, agreement, kin_of_public_agreements, party_of_a_public_agreement,
    draft_of_an_amendment, papers, programme, call, activity, ties_of_public_exchanges, cooperation,
    figures_and_texts, registry, notes,
]  # fmt: skip


def add_all(random: Random) -> None:
    """Every act, several times."""
    for act in ACTS * 3:
        act(random)
