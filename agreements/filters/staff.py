"""The questions of the public lists as staff put them: of drafts, negotiations and private partners as well.

The rows given to them say how much the reader may see; nothing here does.
"""

from django.db.models import Exists, OuterRef, Q
from django.forms import HiddenInput
from django.utils.translation import gettext_lazy as _

from agreements.models import Agreement, ExchangeProgramme, Party
from agreements.parameters import KnownFilter
from inserm_intl.folding import words
from inserm_intl.parameters import ManyFilter
from inserm_intl.questions import Question
from partners.models import Institution

from .agreement import AgreementFilterSet
from .exchange import ActivityFilterSet


def partner_is_known(slug: str):
    return Institution.objects.filter(slug=slug).first()


def programmes():
    return [(row.slug, row.title) for row in ExchangeProgramme.objects.order_by("slug")]


class StaffQuestion(Question):
    partner = KnownFilter(label=_("Partner"), method="as_asked", known=partner_is_known, widget=HiddenInput)
    programme = ManyFilter(label=_("Exchange programme"), method="of_programme", choices=programmes)

    def open_to(self, queryset):
        return queryset


class StaffAgreementFilterSet(StaffQuestion, AgreementFilterSet):
    class Meta(AgreementFilterSet.Meta):
        pass

    def having(self, queryset, **party):
        return queryset.filter(Exists(Party.objects.filter(agreement=OuterRef("pk"), **party)))

    def with_words(self, queryset, name, value):
        """Each word in a text or a number of the agreement, or in a name of a party or of its country."""
        for word in words(value):
            named = Institution.objects.named(word)
            holding = Agreement.objects.filter(Q(folded__contains=word) | Q(folded_internal__contains=word))
            parties = Party.objects.filter(institution__in=named).order_by().values("agreement")
            queryset = queryset.filter(pk__in=holding.order_by().values("pk").union(parties, all=True))
        return queryset

    def of_programme(self, queryset, name, value):
        asked = ExchangeProgramme.objects.filter(agreement=OuterRef("pk"), slug__in=value)
        return queryset.filter(Exists(asked))


class StaffActivityFilterSet(StaffQuestion, ActivityFilterSet):
    class Meta(ActivityFilterSet.Meta):
        pass

    def with_partner(self, queryset, partner):
        return queryset.with_partners(Institution.objects.filter(pk=partner.pk))

    def of_programme(self, queryset, name, value):
        return queryset.filter(programme__in=ExchangeProgramme.objects.filter(slug__in=value))
