"""The director's brief: choose countries and a language, take the Word file along."""

import io

from django import forms
from django.contrib import admin
from django.db.models import Exists, OuterRef, Q
from django.http import FileResponse
from django.template.response import TemplateResponse
from django.utils.text import slugify
from django.utils.translation import get_language, gettext_lazy, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agreements.models import Activity
from inserm_intl.days import today
from partners.models import Cooperation, Country, Institution

from .brief import Brief
from .country_page import LANGUAGES, check_may_read
from .dossier import gather

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MOST_COUNTRIES = 20


def known_countries():
    """Those with which there is something to tell."""
    rows = (model.objects.filter(country=OuterRef("pk")) for model in (Institution, Activity, Cooperation))
    institutions, activities, declared = map(Exists, rows)
    return Country.objects.filter(Q(institutions) | Q(activities) | Q(declared)).order_by(
        f"sort_{get_language() or 'fr'}", "code"
    )


class BriefForm(forms.Form):
    country = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Countries and territories"),
        queryset=None,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one country.")},
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the brief"), choices=LANGUAGES, widget=forms.RadioSelect, initial="fr"
    )

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["country"].queryset = known_countries() if not self.is_bound else Country.objects.all()

    def clean_country(self):
        chosen = self.cleaned_data["country"]
        if len(chosen) > MOST_COUNTRIES:
            raise forms.ValidationError(
                _("At most %(count)s countries in one brief.") % {"count": MOST_COUNTRIES}, code="too_many"
            )
        return chosen


@require_safe
def brief(request):
    """The form; the file, once it is said for which countries."""
    check_may_read(request.user)
    form = BriefForm(request.GET if "country" in request.GET or "language" in request.GET else None)
    if form.is_valid():
        return written(list(form.cleaned_data["country"]), form.cleaned_data["language"], request.user)
    context = {**admin.site.each_context(request), "title": _("Brief for the director"), "form": form}
    return TemplateResponse(request, "admin/desk/brief.html", context, status=400 if form.is_bound else 200)


def written(countries: list[Country], language: str, user) -> FileResponse:
    """In the language asked for, whatever that of the pages."""
    with override(language):
        document = Brief([gather(country, user, past=False) for country in countries], today()).document
        name = slugify("-".join([_("brief"), *(country.name for country in countries[:3]), today().isoformat()]))
    file = io.BytesIO()
    document.save(file)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"{name}.docx", content_type=WORD)
