"""What the search box of the admin asks: each noun's own list, as it searches itself, within the rights of who asks."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.db.models import Model, Prefetch, QuerySet
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.text import capfirst

from agreements.life import State
from agreements.models import Activity, Agreement, Call, Deadline, Document, ExchangeProgramme, Instrument, Party
from inserm_intl.days import today
from inserm_intl.folding import words
from inserm_intl.search.found import Found
from inserm_intl.search.nouns import FIRST_ROWS, Noun
from partners.models import Contact, Cooperation, Country, Institution, ResearchUnit

from .line import address


def agreements(rows):
    parties = Party.objects.select_related("institution__country")
    return rows.with_state().with_current_stage().select_related("officer").prefetch_related(
        Prefetch("parties", parties, to_attr="shown_parties")
    )  # fmt: skip


def programmes(rows):
    institutions = Institution.objects.select_related("country")
    return rows.prefetch_related(Prefetch("institutions", institutions, to_attr="shown_institutions"))


# In the order of the page; with each, what is brought to show its rows.
SEARCHED: dict[type[Model], Callable[[Any], QuerySet]] = {
    Country: lambda rows: rows.select_related("subregion"),
    Agreement: agreements,
    Institution: lambda rows: rows.select_related("country"),
    Contact: lambda rows: rows.select_related("institution__country"),
    Document: lambda rows: rows.select_related("agreement", "activity"),
    Deadline: lambda rows: rows.told(),
    Activity: lambda rows: rows.select_related("country"),
    ExchangeProgramme: programmes,
    Call: lambda rows: rows.with_state().select_related("programme"),
    Instrument: lambda rows: rows,
    ResearchUnit: lambda rows: rows,
    Cooperation: lambda rows: rows.select_related("unit", "institution__country", "country"),
}


class StaffNoun(Noun):
    """One of the admin's lists, asked some words."""

    first = FIRST_ROWS
    invented = False

    def __init__(self, model: type[Model], request, text: str):
        self.noun, self.request, self.text = model, request, text
        self.admin = admin.site.get_model_admin(model)
        self.id = str(model._meta.model_name)
        self.heading = capfirst(str(model._meta.verbose_name_plural))

    @property
    def model(self):
        return self.noun

    @property
    def allowed(self) -> bool:
        return self.admin.has_view_or_change_permission(self.request)

    def holding(self, text: str) -> QuerySet:
        """What the admin's own list finds by words."""
        found, _may_repeat = self.admin.get_search_results(self.request, self.admin.get_queryset(self.request), text)
        ordering = self.admin.get_ordering(self.request) or self.noun._meta.ordering or ["pk"]
        return found.order_by(*ordering)

    @property
    def unordered(self) -> QuerySet:
        return self.holding(self.text).order_by()

    @cached_property
    def rows(self) -> list:
        return list(SEARCHED[self.noun](self.holding(self.text))[: self.first + 1])

    @cached_property
    def results(self) -> list[tuple[str, Found, list[str]]]:
        """For each of the first rows its address, what was found of it, and what is said besides."""
        asked = words(self.text)
        return [(self.way_to(row), Found.of(row, asked), self.said(row)) for row in self.rows[: self.first]]

    def way_to(self, row) -> str:
        """All that is known of a country stands on a page of its own."""
        return reverse("desk:country", args=[row.pk]) if self.noun is Country else address(self.noun, "change", row.pk)

    def said(self, row) -> list[str]:
        """Of an agreement its state, and whose desk it is on: the answer while the phone is ringing."""
        if self.noun is not Agreement:
            return []
        period = row.period_on(today())
        negotiated = period and period.state == State.UNDER_DISCUSSION
        said = [self.admin.stage(row) if negotiated else self.admin.state(row), self.admin.case_officer(row)]
        return [str(part) for part in said if part]

    def url_for(self, text: str | None) -> str:
        return f"{address(self.noun, 'changelist')}?{urlencode({'q': text or ''})}"

    @property
    def url(self) -> str:
        return self.url_for(self.text)
