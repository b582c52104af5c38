"""Changelists that no address can break, and search that ignores accents and case."""

import datetime

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ERROR_FLAG, ChangeList
from django.db.models import Q
from django.utils.translation import gettext as _

from inserm_intl.days import FIRST_YEAR, LAST_YEAR
from inserm_intl.folding import fold, words

from .keys import key_of
from .titles import HasTitles
from .wrong import NamesErrors


class GuardedChangeList(ChangeList):
    """Whatever it does not understand sends back to the whole list, as Django does with most of it."""

    def get_filters(self, request):
        if any("\0" in text for key, values in request.GET.lists() for text in (key, *values)):
            raise IncorrectLookupParameters
        self.check_day(request.GET)
        filters = super().get_filters(request)
        known = {f"{self.date_hierarchy}__{part}" for part in ("year", "month", "day", "gte", "lt")}
        if filters[2].keys() - known:
            raise IncorrectLookupParameters
        return filters

    def check_day(self, asked):
        """The year, month and day of the date navigation are a day that the register could hold."""
        year, month, day = (asked.get(f"{self.date_hierarchy}__{part}") for part in ("year", "month", "day"))
        if year is month is day is None:
            return
        try:
            first = datetime.date(int(year or ""), int(month or 1), int(day or 1))
        except (ValueError, OverflowError) as error:
            raise IncorrectLookupParameters from error
        if not FIRST_YEAR <= first.year <= LAST_YEAR:
            raise IncorrectLookupParameters

    def get_queryset(self, request, exclude_parameters=None):
        return self.model_admin.in_list(super().get_queryset(request, exclude_parameters))


class GuardedLists(HasTitles, NamesErrors):
    list_per_page = 50
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER

    def get_changelist(self, request, **options):
        return GuardedChangeList

    def in_list(self, queryset):
        """Bring what the columns show, in a constant number of queries."""
        return queryset

    def changelist_view(self, request, extra_context=None):
        if ERROR_FLAG in request.GET:
            messages.warning(request, _("Part of that address was not understood; this is the whole list."))
        return super().changelist_view(request, extra_context)

    def get_object(self, request, object_id, from_field=None):
        """An address may have an empty `_to_field`, which is the name of none."""
        return super().get_object(request, object_id, from_field or None)

    def get_search_results(self, request, queryset, search_term):
        """An autocomplete box sends what is typed as it is; PostgreSQL takes no NUL."""
        return super().get_search_results(request, queryset, search_term.replace("\0", ""))

    def response_action(self, request, queryset):
        chosen = request.POST.getlist(ACTION_CHECKBOX_NAME)
        if any(key_of(self.model, key) is None for key in chosen):
            messages.warning(request, _("Choose the records in the list. Nothing has been changed."))
            return None
        return super().response_action(request, queryset)


class Choice(admin.SimpleListFilter):
    """A filter of few values; any other value is a bad address."""

    def queryset(self, request, queryset):
        value = self.value()
        if value is None:
            return queryset
        if value not in {str(key) for key, _label in self.lookup_choices}:
            raise IncorrectLookupParameters
        return self.narrow(queryset, value)

    def narrow(self, queryset, value):
        raise NotImplementedError


class SearchesFolded(admin.ModelAdmin):
    """Every word must be found, whatever its accents and case."""

    search_fields = ("folded",)

    def get_search_results(self, request, queryset, search_term):
        for word in words(search_term):
            queryset = queryset.filter(self.holding(word))
        return queryset, False

    def holding(self, word):
        return Q(folded__contains=word)


class SearchesNames(admin.ModelAdmin):
    """The same for tables of a few hundred rows without a folded column: their texts are folded here."""

    def get_search_results(self, request, queryset, search_term):
        if wanted := words(search_term):
            rows = queryset.model.objects.values_list("pk", *self.search_fields)
            folded = ((key, "".join(f" {fold(str(text))}" for text in texts if text)) for key, *texts in rows)
            queryset = queryset.filter(pk__in=[key for key, text in folded if all(word in text for word in wanted)])
        return queryset, False
