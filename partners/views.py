"""The public pages of institutions and countries."""

from django.shortcuts import redirect
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext_lazy, ngettext

from agreements.history import history
from agreements.life import State
from agreements.models import Activity, Agreement, Call, ExchangeProgramme
from inserm_intl.answers import ListPage, RecordPage, Related
from inserm_intl.numbers import number

from .figures import DECLARED, declared, declared_by_field, declared_by_unit
from .filters import CooperationFilterSet, CountryFilterSet, InstitutionFilterSet
from .models import Country, CountryGroup, Institution, Membership, Priority
from .structured import organization


def counts_invented_agreements(question) -> bool:
    """For lists of what is never invented itself, but counts agreements."""
    return question.as_invented(Agreement.objects.public(question.day)).filter(invented=True).exists()


class Institutions(ListPage):
    filterset = InstitutionFilterSet
    template_name = "partners/institutions.html"
    heading = gettext_lazy("Partners")
    lede = gettext_lazy("The institutions abroad with which agreements, programmes and visits are shared.")

    def shown(self, rows, question):
        return rows.select_related("country")

    def counted(self, count):
        return ngettext("%(count)s partner", "%(count)s partners", count) % {"count": number(count)}


class InstitutionPage(RecordPage):
    model = Institution
    template_name = "partners/institution.html"

    def shown(self, rows, day, *, draft):
        return rows.select_related("country")

    def facts(self, record, day, *, draft):
        agreements = Agreement.objects.public(day).having(day, institution=record)
        return {
            "agreements": Related.of(
                agreements.shown(day).running_first(day), "agreements:agreements", day, partner=record.slug
            ),
            "programmes": Related.of(
                ExchangeProgramme.objects.public(day).filter(institutions=record),
                "agreements:programmes",
                day,
                partner=record.slug,
            ),
            "activities": Related.of(
                Activity.objects.public(day).shown().filter(institutions=record),
                "agreements:activities",
                day,
                partner=record.slug,
            ),
            "declared": declared_by_unit(declared(day, {"partner": record.slug}, institution=record)),
            "parts": Institution.objects.public(day).filter(parent=record),
            "parent": Institution.objects.public(day).filter(pk=record.parent_id).first(),
            "successor": Institution.objects.public(day).filter(pk=record.successor_id).first(),
        }

    def structured(self, record, facts):
        return organization(record, facts["parent"])

    def otherwise_spelt(self, request, question, key):
        """Also lead from the address that a public institution had to the one that it was merged into."""
        into = question.qs.filter(former_addresses__slug=key["slug"].lower(), former_addresses__published=True).first()
        if into is None:
            return super().otherwise_spelt(request, question, key)
        response = redirect(self.asked_there(request, into), permanent=True)
        # A merge may be undone: no browser remembers it for ever.
        patch_cache_control(response, max_age=3600)
        return response


class Countries(ListPage):
    filterset = CountryFilterSet
    template_name = "partners/countries.html"
    heading = gettext_lazy("Countries and territories")
    lede = gettext_lazy("Where the partners are, and how many agreements are in force with each.")

    def shown(self, rows, question):
        return rows.select_related("subregion__parent")

    def counts_invented(self, question):
        return question.holds_invented or counts_invented_agreements(question)

    def facts(self, question, page):
        return {"without": question.without_anything}

    def counted(self, count):
        return ngettext("%(count)s country or territory", "%(count)s countries and territories", count) % {
            "count": number(count)
        }


class CountryPage(RecordPage):
    model = Country
    template_name = "partners/country.html"

    def shown(self, rows, day, *, draft):
        return rows.select_related("subregion")

    def facts(self, record, day, *, draft):
        here = Institution.objects.public(day).filter(country=record)
        agreements = Agreement.objects.public(day).having(day, institution__country=record)
        local = ExchangeProgramme.objects.public(day).with_partners(here)
        activities = Activity.objects.public(day).filter(country=record)
        return {
            "in_force": Related.of(
                agreements.in_state(State.IN_FORCE, on=day),
                "agreements:agreements",
                day,
                country=record.code,
                state=State.IN_FORCE,
            ),
            "declared": declared_by_field(declared(day, {"country": record.code}, country=record)),
            "history": history(agreements, activities, day),
            "partners": Related.of(here, "partners:institutions", day, country=record.code),
            "agreements": Related.of(
                agreements.shown(day).running_first(day), "agreements:agreements", day, country=record.code
            ),
            "programmes": Related.of(local, "agreements:programmes", day, country=record.code),
            "calls": Call.objects.public(day).open_on(day).filter(programme__in=local).select_related("programme"),
            "activities": Related.of(
                activities.shown(),
                "agreements:activities",
                day,
                country=record.code,
            ),
            "groups": CountryGroup.objects.filter(
                pk__in=Membership.objects.on(day).filter(country=record).values("group")
            ),
            "priorities": Priority.objects.public(day).for_country(record.code, day),
        }


class Cooperations(ListPage):
    filterset = CooperationFilterSet
    template_name = "partners/cooperations.html"
    heading = gettext_lazy("Declared collaborations")
    lede = DECLARED

    def shown(self, rows, question):
        return rows.shown(question.day)

    def counted(self, count):
        return ngettext("%(count)s declared collaboration", "%(count)s declared collaborations", count) % {
            "count": number(count)
        }
