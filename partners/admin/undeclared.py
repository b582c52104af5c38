"""Which units have not declared a collaboration for a year, and which year they declared last."""

import datetime

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from inserm_intl.days import today
from inserm_intl.record_admin import Choice
from partners.models import Cooperation, ResearchUnit

YEARS_OFFERED = 6


class UndeclaredFilter(Choice):
    """Units that existed in the year, without a collaboration of that year."""

    title = _("not declared for")
    parameter_name = "undeclared"

    def lookups(self, request, model_admin):
        now = today().year
        return [(str(year), str(year)) for year in range(now, now - YEARS_OFFERED, -1)]

    def narrow(self, queryset, value):
        year = int(value)
        first, last = datetime.date(year, 1, 1), datetime.date(year, 12, 31)
        existed = (Q(valid_from=None) | Q(valid_from__lte=last)) & (Q(valid_until=None) | Q(valid_until__gte=first))
        declared = Cooperation.objects.filter(unit=OuterRef("pk"), year=year)
        return queryset.filter(existed, ~Exists(declared))


class DelegationFilter(Choice):
    """Delegations that at least one unit names: who reminds the units."""

    title = _("regional delegation")
    parameter_name = "delegation"

    def lookups(self, request, model_admin):
        named = ResearchUnit.objects.exclude(delegation="").order_by("delegation")
        return [(name, name) for name in named.values_list("delegation", flat=True).distinct()]

    def narrow(self, queryset, value):
        return queryset.filter(delegation=value)
