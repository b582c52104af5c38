"""What the parties gave in the years of a report, by partner country, year and currency. Restricted.

A partner's contribution is of its own country; one of the French side of that of the agreement's partners,
or of no single country where they are of several: nothing is counted twice, no currency added to another.
"""

from collections import defaultdict
from decimal import Decimal

from agreements.models import Contribution
from agreements.models.party import Side
from inserm_intl.days import ONE_DAY


def years(span) -> range:
    return range((span.first + ONE_DAY).year, span.last.year + 1)


def money(agreements, span) -> list[dict]:
    """Lines in order; None where a side told no amount, which is not zero. `agreements` know their partners."""
    countries = {row.pk: {party.institution.country_id for party in row.partners_told} for row in agreements}
    given = Contribution.objects.filter(
        party__agreement__in=countries, year__gte=years(span)[0], year__lte=years(span)[-1]
    )
    sums: dict = defaultdict(lambda: {"agreements": set()})
    rows = given.order_by().values_list(
        *("party__agreement", "party__agreement__reference", "party__side", "party__institution__country"),
        *("year", "currency", "amount", "researcher_months"),
    )
    for key, reference, side, country, year, currency, amount, months in rows:
        place = country if side == Side.PARTNER else only(countries[key])
        line = sums[place, year, currency]
        line["agreements"].add(reference)
        for name, value in ((side, amount), (f"{side}_months", months)):
            if value is not None:
                line[name] = line.get(name, Decimal(0)) + value
    return [
        {
            "country": place,
            "year": year,
            "currency": currency,
            **{
                name: str(line[name]) if name in line else None
                for name in ("french", "partner", "french_months", "partner_months")
            },
            "agreements": sorted(line["agreements"]),
        }
        for (place, year, currency), line in sorted(sums.items())
    ]


def only(countries: set[str]) -> str:
    return next(iter(countries)) if len(countries) == 1 else ""
