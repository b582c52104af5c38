"""To complete: what the register lacks, counted by kind, each a way to put it right or a reason to leave it."""

from dataclasses import dataclass

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from agreements.incomplete import BY_CODE, KINDS, Kind
from agreements.models import Dismissal
from inserm_intl.answers import EXACT_UP_TO, told
from inserm_intl.answers.listing import BoundedPaginator
from inserm_intl.record_admin.keys import key_of

from .line import address
from .whose import is_mine

PER_PAGE = 50


class ReasonForm(forms.Form):
    why = forms.CharField(
        label=gettext_lazy("Why it will not be completed"),
        max_length=300,
        error_messages={"required": gettext_lazy("Say why it will not be completed.")},
    )


@dataclass(frozen=True)
class Counted:
    """A kind, how many records of it wait, and the way to them."""

    kind: Kind
    number: int
    url: str

    @property
    def count(self) -> str:
        return told(self.number)


def kinds_seen(request) -> list[Kind]:
    """Of the nouns that who asks may see."""
    admins = {kind.model: admin.site.get_model_admin(kind.model) for kind in KINDS}
    allowed = {model for model, known in admins.items() if known.has_view_or_change_permission(request)}
    return [kind for kind in KINDS if kind.model in allowed]


def counted(request, *, mine: bool) -> list[Counted]:
    """Every kind, in as many questions to the database as there are kinds; very many are not counted to the end."""
    officer = request.user if mine else None
    return [
        Counted(kind, kind.waiting(request.user, officer).order_by()[: EXACT_UP_TO + 1].count(), url(mine, kind))
        for kind in kinds_seen(request)
    ]


def url(mine: bool, kind: Kind | None = None, **more) -> str:
    query = QueryDict(mutable=True)
    query.update({"whose": "me" if mine else "office", **({"kind": kind.lack.value} if kind else {}), **more})
    return f"{reverse('desk:to-complete')}?{query.urlencode()}"


def asked_kind(request) -> Kind | None:
    kind = BY_CODE.get(request.GET.get("kind", ""))
    if kind in kinds_seen(request):
        return kind
    if "kind" in request.GET:
        messages.warning(request, _("Part of that address was not understood; this is the whole list."))
    return None


def board(request):
    if not kinds_seen(request):
        raise PermissionDenied
    mine, kind, dismissed = is_mine(request), asked_kind(request), "dismissed" in request.GET
    form = ReasonForm(request.POST if "_dismiss" in request.POST else None)
    if request.method == "POST" and kind and sent(request, kind, form):
        return HttpResponseRedirect(request.get_full_path())
    context = {
        **admin.site.each_context(request),
        "title": _("To complete"),
        "mine": mine,
        "kinds": counted(request, mine=mine),
        "whose": [(_("Mine"), url(True, kind), mine), (_("The whole office’s"), url(False, kind), not mine)],
        **(listed(request, kind, mine, dismissed) if kind else {}),
        "form": form,
    }
    return TemplateResponse(request, "admin/desk/to_complete.html", context)


def listed(request, kind: Kind, mine: bool, dismissed: bool) -> dict:
    """A page of the records of a kind: those waiting, or those dismissed."""
    officer = request.user if mine else None
    rows = kind.dismissed(request.user, officer) if dismissed else kind.waiting(request.user, officer)
    rows = kind.with_dismissals(rows.select_related("officer"))
    page = BoundedPaginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return {
        "kind": kind,
        "dismissed": dismissed,
        "page": page,
        "pages": page.paginator.get_elided_page_range(page.number),
        "page_url": url(mine, kind, **({"dismissed": "1"} if dismissed else {})),
        "other": url(mine, kind, **({} if dismissed else {"dismissed": "1"})),
        "rows": [line(kind, record) for record in page],
        "may_dismiss": admin.site.get_model_admin(Dismissal).may_dismiss(request),
    }


def line(kind: Kind, record) -> dict:
    before = record.dismissed_before[0] if record.dismissed_before else None
    return {
        "record": record,
        "url": address(kind.model, "change", record.pk) + (f"#id_{kind.field}" if kind.field else ""),
        "facts": kind.in_words(record.facts),
        "before": before,
        "were": kind.in_words(before.facts) if before else [],
    }


def sent(request, kind: Kind, form: ReasonForm) -> bool:
    """Do what was asked of the chosen records; say what was done, or what is missing."""
    desk = admin.site.get_model_admin(Dismissal)
    if not desk.may_dismiss(request):
        raise PermissionDenied
    keys = {key_of(kind.model, key) for key in request.POST.getlist(ACTION_CHECKBOX_NAME)} - {None}
    if not keys:
        messages.warning(request, _("Choose the records in the list. Nothing has been changed."))
        return False
    if "_bring_back" in request.POST:
        done = desk.bring_back(request, kind, sorted(keys))
        text = ngettext("%(count)s record waits again.", "%(count)s records wait again.", done)
    elif form.is_valid():
        done = desk.dismiss(request, kind, sorted(keys), form.cleaned_data["why"])
        text = ngettext("%(count)s record was dismissed.", "%(count)s records were dismissed.", done)
    else:
        return False
    messages.success(request, text % {"count": done})
    return True
