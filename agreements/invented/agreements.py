"""Invented agreements between invented institutions: of every type, some amended, renewed or ended early."""

import math
import random
from typing import Any

from agreements.models import Agreement

from .drafting import Draft, Drafting

AT_ONCE, NOT_RENEWING = 5_000, 0.85


def make_agreements(count: int, chance: random.Random) -> int:
    """Enter so many, renewals included, some thousands at a time."""
    drafting, made = Drafting(chance), 0
    while made < count:
        begun = min(AT_ONCE, math.ceil((count - made) * NOT_RENEWING))
        first = [drafting.draft(drafting.some_day()) for _number in range(begun)]
        enter(first)
        made += len(first)
        renewals = [draft for before in first if (draft := drafting.renewal(before))][: count - made]
        enter(renewals)
        made += len(renewals)
    return made


def enter(drafts: list[Draft]) -> None:
    Agreement.objects.enter(
        [draft.agreement for draft in drafts],
        parties=[party for draft in drafts for party in draft.parties],
        amendments=[amendment for draft in drafts for amendment in draft.amendments],
    )
    fields: Any = Agreement.themes.through
    units: Any = Agreement.units.through
    fields.objects.bulk_create([fields(agreement=draft.agreement, thematicinstitute=draft.about) for draft in drafts])
    units.objects.bulk_create([units(agreement=draft.agreement, researchunit=draft.unit) for draft in drafts])
