"""A form sent twice makes one record: its token is stored in a unique column."""

import uuid

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from .refusals import SaysRefusals


def posted_token(request) -> uuid.UUID | None:
    try:
        return uuid.UUID(request.POST.get("form_token", ""))
    except ValueError:
        return None


class EnteredOnce(SaysRefusals):
    def add_view(self, request, form_url="", extra_context=None):
        token = posted_token(request)
        context = {**(extra_context or {}), "form_token": token or uuid.uuid4()}
        if made := self.made_with(request, token):
            return self.response_made(request, made)
        answer = super().add_view(request, form_url, context)
        # Refused by the database: did both arrive at once, and the other was first?
        if hasattr(request, "refusal") and (made := self.made_with(request, token)):
            return self.response_made(request, made)
        return answer

    def made_with(self, request, token):
        if token is None or not self.has_add_permission(request):
            return None
        return self.get_queryset(request).filter(form_token=token).first()

    def response_made(self, request, record):
        if "_popup" in request.POST:
            return self.response_add(request, record)
        messages.info(request, _("This form was already sent: here is the record it made."))
        if not self.has_view_or_change_permission(request, record):
            return HttpResponseRedirect(reverse("admin:index"))
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_change"
        return HttpResponseRedirect(reverse(name, args=[record.pk]))

    def save_model(self, request, obj, form, change):
        if not change:
            obj.form_token = posted_token(request)
        super().save_model(request, obj, form, change)
