"""The desk's sections of agreements: on whose desk they are, who has to sign, which end this year."""

import datetime

from django.contrib import admin
from django.db.models import Prefetch
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.life import State
from agreements.models import Agreement, Party
from agreements.models.party import Role
from inserm_intl.days import shown, today

from .section import Section


class OfAgreements(Section):
    model = Agreement

    @admin.display(description=gettext_lazy("partner institutions"))
    def partners(self, agreement):
        return ", ".join(str(party.institution) for party in agreement.partners_listed)


class Negotiations(OfAgreements):
    """The longest on the same desk first."""

    id = "negotiations"
    heading = gettext_lazy("Under negotiation: on whose desk")
    empty = gettext_lazy("No negotiation is going on.")
    asked = {"state": State.UNDER_DISCUSSION}
    columns = ("partners", "stage", "last_note", "case_officer")

    def narrowed(self, rows):
        return rows.in_state(State.UNDER_DISCUSSION)

    def ordered(self, rows):
        return rows.order_by("stage_since", "reference")

    @admin.display(description=gettext_lazy("last note"))
    def last_note(self, agreement):
        return agreement.stage_note or ""


class WithParties(OfAgreements):
    """Those of whose parties one waits for something."""

    def ordered(self, rows):
        parties = Party.objects.filter(role=Role.PARTY).select_related("institution")
        return rows.prefetch_related(Prefetch("parties", parties, to_attr="signing")).order_by("reference")


class ToSign(WithParties):
    id = "to-sign"
    heading = gettext_lazy("To sign")
    empty = gettext_lazy("No signature is awaited.")
    asked = {"signature": "awaited"}
    columns = ("unsigned", "signed", "stage", "case_officer")

    def narrowed(self, rows):
        return rows.awaiting_signature()

    @admin.display(description=gettext_lazy("has not signed"))
    def unsigned(self, agreement):
        return ", ".join(str(party.institution) for party in agreement.signing if not party.signed_on)

    @admin.display(description=gettext_lazy("has signed"))
    def signed(self, agreement):
        signed = [party for party in agreement.signing if party.signed_on]
        return ", ".join(
            f"{party.institution} ({shown(party.signed_on, party.signed_on_precision)})" for party in signed
        )


class Originals(WithParties):
    id = "originals"
    heading = gettext_lazy("Originals to receive")
    empty = gettext_lazy("Every original signed in the last two years is here.")
    asked = {"signature": "originals"}
    columns = ("missing", "case_officer")

    def narrowed(self, rows):
        return rows.awaiting_originals()

    @admin.display(description=gettext_lazy("original not received from"))
    def missing(self, agreement):
        signed = [party for party in agreement.signing if party.signed_on and not party.originals_received]
        return ", ".join(str(party.institution) for party in signed)


class EndingThisYear(OfAgreements):
    id = "ending"
    heading = gettext_lazy("Ending this year")
    empty = gettext_lazy("No agreement ends before the new year.")
    asked = {"ending": "year"}
    columns = ("partners", "end", "renewed", "case_officer")

    def narrowed(self, rows):
        return rows.ending_by(datetime.date(today().year, 12, 31))

    def ordered(self, rows):
        successors = Agreement.objects.seen_by(self.request.user).only("reference", "predecessor")
        return rows.prefetch_related(Prefetch("renewed_by", successors)).order_by("last_day", "reference")

    @admin.display(description=gettext_lazy("renewed by"))
    def renewed(self, agreement):
        successor = getattr(agreement, "renewed_by", None)
        return successor.reference if successor else _("not yet")
