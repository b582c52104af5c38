"""Every address that the site has, as its resolver knows them."""

from typing import Any, NamedTuple

from django.contrib import admin

from tests import site_map


class Route(NamedTuple):
    """An address as the site map writes it; of a page of a noun in the admin, whose, and which page."""

    written: str
    name: str
    model: Any = None
    page: str = ""


def routes() -> list[Route]:
    """Those of the admin's nouns by their page; "" is the page that only leads to another."""
    places = {f"/admin/{model._meta.app_label}/{model._meta.model_name}/": model for model in admin.site._registry}
    found = []
    for chain in site_map.chains():
        written, name = site_map.written(chain), site_map.name_of(chain)
        place = "/".join(written.split("/")[:4]) + "/"
        if model := places.get(place):
            prefix = f"admin:{model._meta.app_label}_{model._meta.model_name}_"
            found.append(Route(written, name, model, name.removeprefix(prefix).removeprefix("admin:")))
        else:
            found.append(Route(written, name))
    return found
