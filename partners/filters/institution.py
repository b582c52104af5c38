"""The question that partner institutions answer."""

from django.utils.translation import gettext_lazy as _

from agreements.parameters import AgreementParameters
from inserm_intl.folding import words
from inserm_intl.parameters import ManyFilter
from partners.models import Institution
from partners.models.institution import HOME, Kind
from partners.places import PlaceQuestion


class InstitutionFilterSet(AgreementParameters, PlaceQuestion):
    """Partner institutions: those abroad, unless France is asked for by name."""

    kind = ManyFilter(label=_("Kind"), choices=Kind.choices)

    default_sort = "name"
    sorts = {
        "name": (_("Name"), "sort_{language}"),
        "country": (_("Country or territory"), "country__sort_{language}", "sort_{language}"),
    }

    class Meta:
        model = Institution
        fields = []

    def filter_queryset(self, queryset):
        asked = super().filter_queryset(queryset)
        if self.errors:
            return asked
        if HOME not in self.form.cleaned_data["country"]:
            asked = asked.abroad()
        return self.agreed_with(asked)

    def with_ids(self, queryset, name, value):
        """Also by an address that it had before a merge."""
        return queryset.at(*value)

    def with_words(self, queryset, name, value):
        for word in words(value):
            queryset = queryset.named(word)
        return queryset
