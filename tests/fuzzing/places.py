"""Every address of the site, as its resolver has it: whatever lands there is asked without anybody naming it."""

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.admin.utils import quote
from django.utils.regex_helper import normalize
from django.utils.translation import override
from reversion import is_registered
from reversion.models import Version

from agreements.models import Document
from agreements.models.document import SHORT
from inserm_intl.open_data.nouns import NOUNS
from inserm_intl.preferences import Preferences
from partners.models import Country
from tests import site_map
from tests.addresses import LANGUAGES

PREFIX = f"{settings.LANGUAGE_CODE}/"


@dataclass(frozen=True)
class Place:
    """One address of the site map. `template` has `%(name)s` for what varies."""

    template: str
    names: tuple[str, ...]
    view: Any

    def __repr__(self):
        return f"/{self.template}"

    @property
    def model(self):
        """The noun that the address belongs to: of the register, or of a public page."""
        parts = self.template.split("/")
        if parts[0] == "admin" and len(parts) > 3 and "%" not in f"{parts[1]}{parts[2]}":
            try:
                return apps.get_model(parts[1], parts[2])
            except LookupError:
                return None
        return getattr(getattr(self.view, "view_class", None), "model", None)

    @property
    def in_register(self) -> bool:
        return self.template.startswith("admin/")

    @property
    def group(self) -> str:
        """Those tested together: one noun's, one app's public pages, data."""
        if self.in_register:
            return self.model._meta.label_lower if self.model else "register"
        if self.template.startswith(PREFIX):
            return "pages"
        return "data" if f"/{self.template}".startswith(settings.DATA_ADDRESSES) else "site"

    def known(self, name: str) -> list[str]:
        """What may well stand at `name` in the address: the keys of what there is."""
        model = self.model
        if self.in_register:
            return known_in_register(model, name) if model else known_elsewhere(name)
        if model and (name.split("__")[0] in {field.name for field in model._meta.fields}):
            return [str(value) for value in model._base_manager.values_list(name, flat=True)[:9]]
        return known_elsewhere(name)

    def at(self, values: dict[str, str], language: str = settings.LANGUAGE_CODE) -> str:
        path = self.template % values
        return f"/{language}/{path.removeprefix(PREFIX)}" if path.startswith(PREFIX) else f"/{path}"


def known_in_register(model, name: str) -> list[str]:
    """A record, by its place or its name; a version; an import."""
    versions = Version.objects.get_for_model(model).order_by("-pk") if is_registered(model) else Version.objects.none()
    if name == "_1":
        return [str(key) for key in versions.values_list("pk", flat=True)[:5]]
    if name == "key":
        made = apps.get_model("inserm_intl", "Import").objects.filter(noun=model._meta.label_lower)
        return [str(key) for key in made.values_list("pk", flat=True)[:5]]
    keys = [quote(key) for key in model._base_manager.order_by("pk").values_list("pk", flat=True)[:9]]
    return [*keys, *(str(version.pk) for version in versions[:3])]


def known_elsewhere(name: str) -> list[str]:
    found: dict[str, Any] = {
        "noun": list(NOUNS),
        "language": LANGUAGES,
        "section": ["agreements", "partners", "countries", "calls", "pages", "lists"],
        "app_label": ["auth", "agreements", "partners", "inserm_intl"],
        "token": Preferences.objects.values_list("calendar_hash", flat=True)[:3],
        "fingerprint": [sha256[:SHORT] for sha256 in Document.objects.public().values_list("sha256", flat=True)],
        "reference": Document.objects.public().values_list("agreement__reference", flat=True),
        "code": Country.objects.values_list("code", flat=True)[:5],
    }
    return [str(value) for value in found.get(name, [])] or ["1"]


def place(chain: site_map.Chain) -> Place:
    forms = [normalize(part.pattern.regex.pattern)[0] for part in chain]
    names = tuple(name for _form, inside in forms for name in inside)
    return Place("".join(form for form, _inside in forms), names, chain[-1].callback)


def places() -> list[Place]:
    with override(settings.LANGUAGE_CODE):
        return [place(chain) for chain in site_map.chains()]
