"""The columns of the list of agreements, and what its page tells but does not ask."""

from django.contrib import admin
from django.db.models import F, OrderBy
from django.utils.html import format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from agreements.life import State
from agreements.models.stage import Desk, StageKind
from inserm_intl.days import shown, today
from inserm_intl.record_admin.officers import name_of
from inserm_intl.templatetags.texts import language_names

CLOSED = (StageKind.SIGNED, StageKind.NOT_PURSUED)


def last(name: str) -> OrderBy:
    """Ordered so that empty values come last on every database."""
    return OrderBy(F(name), nulls_last=True)


def standing(agreement) -> str:
    """ "Awaiting signature, the partner, 38 days"; a closed negotiation is on nobody's desk."""
    if not agreement.stage_kind:
        return ""
    said: list = [StageKind(agreement.stage_kind).label]
    if agreement.stage_kind not in CLOSED:
        days = max(0, (today() - agreement.stage_since).days)
        said += [Desk(agreement.stage_desk).label] if agreement.stage_desk else []
        said += [ngettext("%(count)s day", "%(count)s days", days) % {"count": days}]
    return ", ".join(map(str, said))


class Columns(admin.ModelAdmin):
    sortable_by = ("reference", "named", "end", "case_officer", "published")

    @admin.display(description=gettext_lazy("title"), ordering="sort_fr")
    def named(self, agreement):
        return agreement.acronym or agreement.title

    @admin.display(description=gettext_lazy("partner countries"))
    def countries(self, agreement):
        return ", ".join(dict.fromkeys(party.institution.country.name for party in agreement.partners_listed))

    @admin.display(description=gettext_lazy("state today"))
    def state(self, agreement):
        period, revised_since = agreement.period_on(today()), agreement.under_revision_since
        if period is None:
            return ""
        revised = period.state == State.IN_FORCE and revised_since and revised_since <= today()
        return _("In force, being revised") if revised else period.label

    @admin.display(description=gettext_lazy("end"), ordering=last("last_day"))
    def end(self, agreement):
        if agreement.last_day:
            return shown(agreement.last_day, agreement.last_day_precision)
        return _("no fixed end") if agreement.open_ended else ""

    @admin.display(description=gettext_lazy("current stage"))
    def stage(self, agreement):
        return standing(agreement)

    @admin.display(description=gettext_lazy("case officer"), ordering=last("officer__username"))
    def case_officer(self, agreement):
        return agreement.officer and name_of(agreement.officer)

    @admin.display(description=gettext_lazy("life"))
    def life(self, agreement):
        """A line for each period: "In force: 2016 – 2019"."""
        lines = [(period.told,) for period in agreement.periods.all()]
        return format_html_join("", "<div>{}</div>", lines) or _("No date is entered yet.")

    @admin.display(description=gettext_lazy("authentic languages"))
    def languages(self, agreement):
        return capfirst(language_names(agreement.authentic_languages))
