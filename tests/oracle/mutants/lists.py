"""Slips by which lists, their filters, counts and figures, the map and the search tell what is private."""

from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db.models import Count

from agreements.filters import ActivityFilterSet, AgreementFilterSet, CallFilterSet
from agreements.models import Agreement, ExchangeProgramme
from agreements.views import Agreements
from inserm_intl.pages.world_map import MapFilterSet
from inserm_intl.search.meant import Meant
from partners.filters import CountryFilterSet
from partners.models import Institution
from partners.models.cooperation import CooperationQuerySet
from partners.models.figure import KeyFigureQuerySet
from tests import leaking

from .slip import leak


@leak("a count that counts drafts", "/_/agreements/")
def count_drafts(patch):
    patch.setattr(Agreements, "counted", lambda _self, _count: f"{Agreement.objects.count()} accords")


@leak("a choice that names a private programme", "/_/activities/\\?")
def offer_every_programme(patch):
    every = [(row.slug, row.title) for row in ExchangeProgramme.objects.order_by("slug")]
    patch.setitem(ActivityFilterSet.base_filters["programme"].extra, "choices", every)


@leak("an error that names what could be asked for", "/.*calls.*programme=")
def name_every_programme(patch):
    every = [(slug, slug) for slug in ExchangeProgramme.objects.order_by("slug").values_list("slug", flat=True)]
    patch.setitem(CallFilterSet.base_filters["programme"].extra, "choices", every)


@leak("an error that says that a partner is private", "/_/.*partner=")
def say_that_it_is_private(patch):
    def known(slug):
        found = Institution.objects.at(slug).first()
        if found and not found.published:
            raise ValidationError(f"{found} is not published.")
        return found

    for filterset in (AgreementFilterSet, ActivityFilterSet, CallFilterSet):
        patch.setitem(filterset.base_filters["partner"].extra, "known", known)


leak("an order by what is private", "/.*agreements.*sort=-?title")(leaking.order_by_the_officer)
leak("words found in notes", "/.*agreements.*q=")(leaking.find_words_in_notes)
leak("a filter that asks of drafts", "/.*partners.*instrument=")(leaking.ask_of_any_agreement)


@leak("a place on the map", "/_/map/")
def draw_every_institution(patch):
    patch.setattr(
        MapFilterSet,
        "places",
        lambda _self, _countries: Institution.objects.exclude(longitude=None).values_list("longitude", "latitude"),
    )


@leak("a figure of all that was declared", "/.*(key-figures|cooperations)")
def count_all_that_was_declared(patch):
    patch.setattr(CooperationQuerySet, "public", lambda rows, _on=None: rows)
    patch.setattr(KeyFigureQuerySet, "public", lambda rows, _on=None: rows)


@leak("a figure kept from when drafts were counted", "/_/(map/|countries/|)(\\?|$)")
def keep_a_figure(patch):
    tallies = CountryFilterSet.tallies.func

    def count_all():
        counted = Institution.objects.order_by().values_list("country").annotate(Count("pk"))
        return [(country, number, 0) for country, number in counted]

    def kept(self):
        return {**tallies(self), "partners": cache.get_or_set("partners", count_all)}

    patch.setattr(CountryFilterSet, "tallies", property(kept))


@leak("a name that may have been meant", "/_/search/")
def suggest_any_name(patch):
    every = [name for names in Institution.objects.values_list("name_fr", "name_en") for name in names if name]
    patch.setattr(Meant, "names", lambda _self, _unknown: every)
