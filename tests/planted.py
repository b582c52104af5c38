"""What no visitor may learn of, planted in `tests.world` wherever it could slip out beside what is public."""

from django.contrib.auth.models import User

from agreements.models import Activity, Agreement, Amendment, Contribution, ExchangeProgramme, Party, Report, Stage
from inserm_intl.models import Page
from partners.models import Cooperation, Country, Indicator, Institution, Priority
from tests import factories as make
from tests.canaries import CANARY, fill, our_models
from tests.factories import day

# The columns of public records that are for staff, in whatever noun they stand.
FOR_STAFF = {
    "internal_note",
    "own_number",
    "partner_number",
    "signatory_name",
    "prospect_source",
    "paid_by",
    "note",
    "original_name",
}
OFFICER, MONEY, MONTHS = "zqofficerx", 987_654_321, "4321.5"
PRIVATE = {"published": False}


def plant(world) -> dict[str, object]:
    """Add private rows, tie them to public ones, and write a canary in every word of theirs; return them by name."""
    before = {model: set(model._base_manager.values_list("pk", flat=True)) for model in our_models()}
    planted = {**institution(world), **agreements(world), **exchanges(world), **notes(world)}
    for model, keys in before.items():
        fill(model, FOR_STAFF)
        if model not in (Stage, Contribution, Report):
            fill(model, rows=model._base_manager.exclude(pk__in=keys))
    officer = User.objects.create(username="officer", first_name=OFFICER, last_name=OFFICER, email=f"{OFFICER}@x.org")
    Agreement.objects.update(officer=officer)
    Institution.objects.update(officer=officer, prospect=True)
    return planted


def institution(world):
    """A private one: party to a public agreement, part of public programmes and visits, kin of public institutions."""
    secret = make.InstitutionFactory(
        slug="zqsecret", kind="company", country=Country("JP"), parent=world.tokyo, **PRIVATE
    )
    alone = make.InstitutionFactory(slug="zqalone", country=Country("CA"), **PRIVATE)
    for agreement, when in ((world.lia, "2013-01-01"), (world.framework, "2010-05-01")):
        make.PartyFactory(agreement=agreement, institution=secret, signed_on=day(when))
    for record in (world.visits, world.seminars, world.visit, world.seminar):
        record.institutions.add(secret, alone)
    Institution.objects.filter(slug="riken").update(parent=secret, successor=alone)
    declarations(world, {"JP": secret, "CA": alone})
    return {"institution": secret, "institution alone in its country": alone}


def declarations(world, secrets):
    """One that is private, of the latest year; and public ones with private institutions: only the country shows."""
    make.CooperationFactory(
        reference="COL-2018-901", year=2018, unit=world.unit, theme=world.nerves, institution=world.riken, **PRIVATE
    )
    make.CooperationFactory(reference="COL-2019-901", year=2019, unit=world.unit, institution=world.tokyo, **PRIVATE)
    for code, institution in secrets.items():
        Cooperation.objects.filter(country=code, institution=None).update(institution=institution)


def agreements(world):
    """One for each reason not to be public, in force with public parties, tied to public agreements in every way."""
    stages = {"negotiation": {"kind": "awaiting-signature"}, "not pursued": {"kind": "not-pursued"}}
    found = {
        "draft": agreement(world, "LIA-2011-901", predecessor=world.lia, **PRIVATE),
        "internal": agreement(world, "LIA-2011-902", parent=world.framework, confidentiality="internal", **PRIVATE),
        "restricted": agreement(world, "GDRI-2011-903", confidentiality="restricted", **PRIVATE),
        **{name: agreement(world, f"LIA-2011-90{number}", signed=None) for number, name in enumerate(stages, 4)},
    }
    for name, stage in stages.items():
        make.StageFactory(agreement=found[name], since=day("2014-06-01"), desk="partner", **stage)
    Agreement.objects.filter(pk=world.gdri.pk).update(predecessor=found["draft"], parent=found["restricted"])
    make.AmendmentFactory(
        agreement=world.lia, number=9, kind="extension", signed_on=None, effective_on=day("2016-01-01"),
        new_end=day("2040-12-31"),
    )  # fmt: skip
    make.StageFactory(agreement=world.framework, since=day("2009-01-01"), desk="security")
    make.AgreementContactFactory(agreement=world.lia, contact__institution=world.riken)
    papers(world, found)
    party = Party.objects.get(agreement=world.lia, institution=world.riken)
    make.ContributionFactory(party=party, amount=MONEY, researcher_months=MONTHS)
    make.ReportFactory(reference="RAP-2015-901", internal_note="zq")
    make.AssessmentFactory(agreement=world.lia, security_opinion="reserved")
    return found


def papers(world, hidden):
    """Documents of a public agreement that are not public, for each reason; and public ones of those that are not."""
    unsigned = world.lia.amendments.get(number=9)
    make.DocumentFactory(agreement=world.lia)
    make.DocumentFactory(agreement=world.lia, confidentiality="public")
    make.DocumentFactory(agreement=world.lia, confidentiality="restricted")
    make.DocumentFactory(agreement=world.lia, amendment=unsigned, kind="amendment", online=True)
    make.DocumentFactory(agreement=None, activity=world.visit, online=True)
    for agreement in hidden.values():
        make.DocumentFactory(agreement=agreement, online=True)


def agreement(world, reference, *, signed="2011-02-03", **fields):
    made = make.in_force(
        reference=reference, instrument=world.lia.instrument, signed=signed,
        partner=world.heidelberg, french=world.inserm, **fields,
    )  # fmt: skip
    for institution in (world.riken, world.fiocruz):
        make.PartyFactory(agreement=made, institution=institution, signed_on=signed and day(signed))
    made.themes.add(world.nerves, world.cancer)
    made.units.add(world.unit)
    return made


def exchanges(world):
    """A programme, calls and visits, among public ones and leading to them."""
    programme = make.ExchangeProgrammeFactory(slug="zqprogramme", agreement=world.lia, **PRIVATE)
    programme.institutions.add(world.riken, world.fiocruz)
    opened = {"opens_on": day("2015-01-01"), "closes_at": world.open_call.closes_at}
    calls = {
        "call": make.CallFactory(programme=world.visits, slug="zqcall", **opened, **PRIVATE),
        "call of a private programme": make.CallFactory(programme=programme, slug="zqother", **opened),
    }
    visit = make.ActivityFactory(
        reference="VIS-2013-901", country=Country("JP"), programme=world.visits, agreement=world.lia, **PRIVATE
    )
    visit.institutions.add(world.riken)
    visit.themes.add(world.nerves)
    visit.led_to_agreements.add(world.gdri)
    world.visit.led_to_activities.add(visit)
    visit.led_to_activities.add(world.visit)
    world.visit.led_to_agreements.add(Agreement.objects.get(reference="LIA-2011-901"))
    mission = make.ActivityFactory(reference="MIS-2014-001", kind="mission", country=Country("JP"), **PRIVATE)
    for found in (world.riken, make.InstitutionFactory(slug="zqprospect", country=Country("JP"), **PRIVATE)):
        make.IdentificationFactory(activity=mission, institution=found)
    make.IdentificationFactory(activity=world.visit, institution=world.riken)
    hidden = Agreement.objects.get(reference="LIA-2011-902")
    Activity.objects.filter(pk=world.stay.pk).update(programme=programme, agreement=hidden)
    ExchangeProgramme.objects.filter(pk=world.seminars.pk).update(agreement=hidden)
    return {"programme": programme, "activity": visit, **calls}


def notes(world):
    make.DismissalFactory(agreement=world.lia)
    make.DismissalFactory(agreement=None, institution=world.riken, kind="ror")
    make.PriorityFactory(slug="zqpriority", country=Country("JP"), **PRIVATE)
    make.KeyFigureFactory(slug="zqfigure", year=2018, indicator=Indicator.objects.get(code="declared"), **PRIVATE)
    return {"page": make.PageFactory(slug="policy/zqpage", order=0, **PRIVATE)}


def hidden_words() -> dict[str, str]:
    """Every canary and other trace that must not be seen, by what it is."""
    made = {"officer": OFFICER, "money": str(MONEY), "months": MONTHS.replace(".", ","), "address": "zq"}
    references = {f"reference {number}": f"2011-90{number}" for number in range(1, 6)}
    return {**CANARY, **made, **references, "visit": "2013-901", "collaboration": "-901", "end": "2040"}


__all__ = ["FOR_STAFF", "Amendment", "Page", "Priority", "hidden_words", "plant"]
