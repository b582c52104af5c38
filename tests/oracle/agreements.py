"""What was agreed: agreements in every stage and confidentiality, linked among themselves, with all their rows."""

from datetime import timedelta

from agreements.models import Agreement, Amendment, Contribution, Party, Stage
from agreements.models.stage import Desk, StageKind

LANGUAGES = [["fr"], ["fr", "en"], []]


def build(register) -> None:
    dice = register.dice
    register.agreements = register.add(Agreement, [agreement(register, number) for number in range(18)])
    for place, row in enumerate(register.agreements):
        row.parent = dice.one(register.agreements[:place], 0.85)
    renewed(register)
    Agreement.objects.bulk_update(register.agreements, ["parent", "predecessor"])
    register.tie(Agreement.themes.through, "agreement", register.agreements, "thematicinstitute", register.themes)
    register.tie(Agreement.units.through, "agreement", register.agreements, "researchunit", register.units)
    register.parties = register.add(Party, [party for row in register.agreements for party in parties(register, row)])
    register.add(Stage, [stage for row in register.agreements for stage in stages(register, row)])
    register.amendments = register.add(
        Amendment, [change for row in register.agreements for change in amendments(register, row)]
    )
    register.add(Contribution, [contribution(register, party) for party in register.parties if dice.maybe(0.4)])
    Agreement.objects.all().rebuild_periods()


def agreement(register, number: int) -> dict:
    dice, begun = register.dice, register.dice.day()
    level = dice.choice(["public"] * 7 + ["internal", "restricted"])
    ends = dice.one([None, begun + timedelta(dice.randint(100, 3000))])
    register.begun.append(begun)
    return {
        **dice.provenance(),
        **dice.titled(),
        "reference": f"LIA-{begun.year}-{number + 100}",
        "instrument": dice.one(register.instruments),
        "acronym": dice.one(["", "NEURO", "CADRE"]),
        "summary_fr": dice.said(),
        "effective_on": dice.one([None, None, begun]),
        "ends_on": ends,
        "open_ended": ends is None and dice.maybe(),
        "renewal": dice.one(["none", "express"]),
        "under_revision_since": dice.one([None, None, dice.day(begun)]),
        "authentic_languages": dice.one(LANGUAGES),
        "officer": dice.one(register.officers, 0.5),
        "published": level == "public" and dice.maybe(0.85),
        "negotiation_published": dice.maybe(0.3),
        "confidentiality": level,
        "own_number": dice.said(),
        "partner_number": dice.said(),
    }


def renewed(register) -> None:
    """Each renews at most one earlier, and is renewed by at most one."""
    free = []
    for row in register.agreements:
        row.predecessor = register.dice.one(free, 0.4)
        free = [other for other in [*free, row] if other is not row.predecessor]


def parties(register, agreement) -> list[dict]:
    """Those of both sides, signed by all, by some or by none; private institutions among them."""
    dice = register.dice
    begun = register.begun[register.agreements.index(agreement)]
    signed_by = dice.choice(["all", "all", "all", "some", "none"])
    abroad = dice.sample(register.abroad, min(len(register.abroad), dice.randint(1, 4)))
    sides = [("french", register.institutions[0]), *(("partner", row) for row in abroad)]
    return [
        {
            "agreement": agreement,
            "institution": institution,
            "side": side,
            "role": dice.choice(["party"] * 4 + ["funder", "in-presence"]),
            "laboratory": dice.said(),
            "signed_on": signed_on(dice, begun, signed_by),
            "signed_at": dice.one(["", "Paris", "Kobe"]),
            "signatory_function_fr": dice.said(),
            "signatory_name": dice.said(),
            "originals_received": dice.maybe(),
            "order": order,
        }
        for order, (side, institution) in enumerate(sides)
    ]


def signed_on(dice, begun, signed_by: str):
    if signed_by == "none" or (signed_by == "some" and dice.maybe()):
        return None
    return begun - timedelta(dice.randint(0, 200))


def stages(register, agreement) -> list[dict]:
    """A negotiation's log, at times given up; at times it says by itself that all have signed."""
    dice = register.dice
    begun = register.begun[register.agreements.index(agreement)]
    kinds = dice.sample(StageKind.values, dice.randint(0, 3))
    return [
        {
            "agreement": agreement,
            "kind": kind,
            "since": begun - timedelta(dice.randint(10, 900)),
            "desk": dice.one(Desk.values),
            "note": dice.said(),
        }
        for kind in kinds
    ]


def amendments(register, agreement) -> list[dict]:
    """Signed ones and drafts, of each kind."""
    dice = register.dice
    begun = register.begun[register.agreements.index(agreement)]
    kinds = [dice.choice(["change", "extension", "suspension", "termination"]) for _one in range(dice.randint(0, 3))]
    return [
        {
            "agreement": agreement,
            "number": number,
            "kind": kind,
            "signed_on": dice.one([None, begun + timedelta(dice.randint(10, 900))]),
            "effective_on": dice.one([None, begun + timedelta(dice.randint(10, 900))]),
            "new_end": dice.day(begun) if kind in ("extension", "termination") else None,
            "subject_fr": dice.said(),
        }
        for number, kind in enumerate(kinds, 1)
    ]


def contribution(register, party) -> dict:
    """Money that stands nowhere else: whoever sees it has seen what is restricted."""
    dice = register.dice
    return {"party": party, "year": 2015, "amount": dice.randint(987_650_000, 987_659_999), "researcher_months": 4321.5}
