"""The question that published figures answer."""

from django.db.models import Q, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from inserm_intl.folding import words
from inserm_intl.parameters import ManyFilter, YearFilter
from partners.models import Country, Indicator, KeyFigure
from partners.places import PlaceOfYear


def indicators():
    return [(row.code, row.name) for row in Indicator.objects.all()]


class KeyFigureFilterSet(PlaceOfYear):
    """Published figures, of the world and of places; `kind` is the indicator."""

    kind = ManyFilter("indicator__code", label=_("Indicator"), choices=indicators)
    year = YearFilter()

    default_sort = "indicator"
    sorts = {
        "indicator": (_("Indicator"), "indicator__order", "indicator__code", "of_country", "of_group", "year", "slug"),
        "year": (_("Year"), "year", "slug"),
    }

    class Meta:
        model = KeyFigure
        fields = []

    def ordered(self, queryset):
        """Of an indicator, figures of the world come before those of groups, and these before those of countries."""
        none = Value("")
        return super().ordered(
            queryset.annotate(of_country=Coalesce("country", none), of_group=Coalesce("group__code", none))
        )

    def with_words(self, queryset, name, value):
        for word in words(value):
            queryset = queryset.filter(
                Q(slug__contains=word.strip()) | Q(country__in=Country.objects.filter(folded__contains=word))
            )
        return queryset
