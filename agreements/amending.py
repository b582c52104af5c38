"""What an amendment would do, seen before it is entered: the life of its agreement before and after."""

import copy
from dataclasses import dataclass

from inserm_intl.days import shown
from inserm_intl.undone import undone

from .expectations import Expectation
from .models import Agreement, Amendment


@dataclass(frozen=True)
class Life:
    """An agreement's periods, last day and what surprises in them, in words."""

    periods: list[str]
    last_day: str
    expectations: list[Expectation]

    @classmethod
    def of(cls, agreement: Agreement) -> "Life":
        periods = [period.told for period in agreement.periods.all()]
        return cls(periods, shown(agreement.last_day, agreement.last_day_precision), agreement.expectations())


def life_with(amendment: Amendment) -> Life:
    """The life that would be stored if the amendment, which is not, were."""
    with undone():
        copy.copy(amendment).save()
        agreement = Agreement.objects.get(pk=amendment.agreement_id)
        agreement.rebuild_periods()
        return Life.of(agreement)


def next_number(agreement: Agreement) -> int:
    last = agreement.amendments.order_by("number").last()
    return last.number + 1 if last else 1
