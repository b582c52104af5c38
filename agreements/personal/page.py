"""The register of personal data, for staff: whoever keeps the register knows what it holds on people, and why."""

from django.contrib import admin
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from .columns import where
from .register import REGISTER


def page(request):
    context = {
        **admin.site.each_context(request),
        "title": _("Register of personal data"),
        "register": [(holding, list(where(holding))) for holding in REGISTER],
    }
    return TemplateResponse(request, "admin/desk/personal_data.html", context)
