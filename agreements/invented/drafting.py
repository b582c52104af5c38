"""Draws up an invented agreement: its type, parties, dates, and what became of it."""

import datetime
import random
from dataclasses import dataclass, field

from agreements.models import Agreement, Amendment, Instrument, Party
from inserm_intl.days import add_months, today
from partners.models import Institution, ResearchUnit, ThematicInstitute
from partners.models.institution import HOME

from .registry import invented_institutions, invented_units, valid

FIRST_DAY, ONE_DAY = datetime.date(1986, 1, 1), datetime.timedelta(days=1)
# Types younger than that; those for Europe (M49 region) or for elsewhere; those with more than one partner abroad.
SINCE = {"lien": 2008, "gdre": 1999, "joint-group": 2011, "irp": 2020, "irn": 2020}
EUROPE, FOR_EUROPE, FOR_ELSEWHERE, FOR_SEVERAL = "150", {"lea", "gdre"}, {"lia"}, {"gdri", "gdre", "irn"}
OPEN_ENDED, TACIT, EXTENDED, ENDED_EARLY, RENEWED = 0.2, 0.1, 0.12, 0.03, 0.25


@dataclass
class Draft:
    agreement: Agreement
    since: datetime.date
    about: ThematicInstitute
    unit: ResearchUnit
    parties: list[Party]
    until: datetime.date | None = None
    amendments: list[Amendment] = field(default_factory=list)


def in_europe(institution: Institution) -> bool:
    return institution.country.subregion is not None and institution.country.subregion.parent_id == EUROPE


class Drafting:
    def __init__(self, chance: random.Random):
        self.chance, self.today = chance, today()
        self.instruments = list(Instrument.objects.order_by("code"))
        self.fields, self.units = list(ThematicInstitute.objects.order_by("code")), invented_units()
        institutions = invented_institutions()
        self.french = [one for one in institutions if one.country_id == HOME]
        self.abroad = [one for one in institutions if one.country_id != HOME]

    def some_day(self) -> datetime.date:
        return FIRST_DAY + self.chance.randrange((self.today - FIRST_DAY).days) * ONE_DAY

    def draft(self, since: datetime.date) -> Draft:
        """An agreement in effect since a day, of a type that there was."""
        chance = self.chance
        instrument = chance.choice([one for one in self.instruments if SINCE.get(one.code, 0) <= since.year])
        sides = [chance.choice(self.french), *self.partners(instrument.code)]
        draft = self.written(instrument, sides, chance.choice(valid(self.fields, since.year)), since)
        self.dated(draft)
        self.amended(draft)
        return draft

    def partners(self, code: str) -> list[Institution]:
        abroad = [
            one
            for one in self.abroad
            if not (code in FOR_EUROPE and not in_europe(one)) and not (code in FOR_ELSEWHERE and in_europe(one))
        ]
        return self.chance.sample(abroad, self.chance.choice([2, 3]) if code in FOR_SEVERAL else 1)

    def written(self, instrument: Instrument, sides: list[Institution], about: ThematicInstitute, since) -> Draft:
        partner, chance = sides[1], self.chance
        agreement = Agreement(
            instrument=instrument,
            effective_on=since,
            title_fr=f"{about.name_fr} – {partner.name_fr}",
            title_en=f"{about.name_en} – {partner.name_en}",
            title_es=f"{about.name_es} – {partner.name_es}",
            authentic_languages=["fr", "en"],
            published=True,
            invented=True,
        )
        parties = [
            Party(
                agreement=agreement,
                institution=institution,
                side="partner" if order else "french",
                signed_on=since - chance.randrange(60) * ONE_DAY,
                signed_at=institution.city,
                laboratory=f"Laboratoire Exemple {chance.randrange(1, 100)}" if instrument.laboratories_min else "",
                order=order,
            )
            for order, institution in enumerate(sides)
        ]
        return Draft(agreement, since, about, chance.choice(valid(self.units, since.year)), parties)

    def dated(self, draft: Draft) -> None:
        """Its end, by the usual duration of the type or another; or none."""
        agreement, chance, months = draft.agreement, self.chance, draft.agreement.instrument.default_months
        if months is None and chance.random() < OPEN_ENDED:
            agreement.open_ended = True
            return
        draft.until = agreement.ends_on = end_of(draft.since, months or chance.choice([24, 36, 48, 60]))
        if chance.random() < TACIT:
            agreement.renewal, agreement.notice_months = "tacit", 6
            agreement.renewal_months, agreement.renewal_maximum = chance.choice([12, 24, 48]), chance.choice([1, 2])

    def amended(self, draft: Draft) -> None:
        """Extended, or ended early, by an amendment signed before its end and not after today."""
        since, until, chance = draft.since, draft.until, self.chance
        if until is None or draft.agreement.renewal == "tacit":
            return
        drawn = chance.random()
        signed = since + chance.randrange((until - since).days) * ONE_DAY
        if signed > self.today or drawn > EXTENDED + ENDED_EARLY:
            return
        extension = drawn < EXTENDED
        new_end = end_of(until + ONE_DAY, chance.choice([12, 24])) if extension else signed
        kind = "extension" if extension else "termination"
        draft.amendments.append(
            Amendment(agreement=draft.agreement, number=1, kind=kind, signed_on=signed, new_end=new_end)
        )

    def renewal(self, before: Draft) -> Draft | None:
        """The agreement that followed one that ended on its day, with the same parties; if there was one."""
        old, until = before.agreement, before.until
        if until is None or until >= self.today or old.renewal == "tacit" or before.amendments:
            return None
        if self.chance.random() > RENEWED:
            return None
        sides = [party.institution for party in before.parties]
        draft = self.written(old.instrument, sides, before.about, until + ONE_DAY)
        draft.agreement.predecessor = old
        self.dated(draft)
        return draft


def end_of(since: datetime.date, months: int) -> datetime.date:
    """The last day of so many months from a day on."""
    after = add_months(since, months)
    assert after is not None
    return after - ONE_DAY
