"""What a member of staff chooses for themselves: the language of their mails, and their secret calendar."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from inserm_intl.preferences import Preferences, preferences_of
from inserm_intl.structured import absolute


class LanguageForm(forms.ModelForm):
    class Meta:
        model = Preferences
        fields = ("language",)
        labels = {"language": gettext_lazy("Language of the mails and of the calendar")}
        widgets = {"language": forms.RadioSelect}


@never_cache
def page(request):
    """Each button of the page posts its own name; the calendar's address is shown once, in the answer to it."""
    if not request.user.has_perm("agreements.view_deadline"):
        raise PermissionDenied
    preferences = preferences_of(request.user)
    if request.method == "POST":
        preferences, _made = Preferences.objects.get_or_create(user=request.user)
    if "renew" in request.POST:
        address = absolute(reverse("my-calendar", args=[preferences.renew_calendar()]))
        note(preferences, "Calendar address renewed.")
        return shown(request, preferences, address=address)
    if "revoke" in request.POST:
        preferences.revoke_calendar()
        note(preferences, "Calendar address revoked.")
        messages.success(request, _("The address is no more: programs that ask it get nothing."))
        return HttpResponseRedirect(request.path)
    form = LanguageForm(request.POST or None, instance=preferences)
    if form.is_bound and form.is_valid():
        form.save()
        messages.success(request, _("Your choice is kept."))
        return HttpResponseRedirect(request.path)
    return shown(request, preferences, form=form)


def shown(request, preferences, *, form=None, address=""):
    context = {
        **admin.site.each_context(request),
        "title": _("My mails and my calendar"),
        "form": form or LanguageForm(instance=preferences),
        "preferences": preferences,
        "address": address,
        "mail": request.user.email,
    }
    return TemplateResponse(request, "admin/desk/preferences.html", context)


def note(preferences, what: str) -> None:
    """Whoever looks for how a calendar got out finds when its address was made."""
    LogEntry.objects.create(
        user=preferences.user,
        content_type=ContentType.objects.get_for_model(preferences),
        object_id=preferences.pk,
        object_repr=str(preferences.user),
        action_flag=CHANGE,
        change_message=what,
    )
