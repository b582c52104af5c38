"""Every address that the site has, as its resolver knows them."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.contrib import admin
from django.urls import URLPattern, get_resolver


class Route(NamedTuple):
    """An address as the site map writes it; of a page of a noun in the admin, whose, and which page."""

    written: str
    name: str
    model: Any = None
    page: str = ""


def walk(patterns, before="/", app="") -> Iterator[tuple[str, str]]:
    for pattern in patterns:
        written = f"{before}{pattern.pattern}"
        if isinstance(pattern, URLPattern):
            yield written, f"{app}{pattern.name or ''}"
        else:
            inside = f"{app}{pattern.namespace}:" if pattern.namespace else app
            yield from walk(pattern.url_patterns, written, inside)


def routes() -> list[Route]:
    """Those of the admin's nouns by their page; "" is the page that only leads to another."""
    places = {f"/admin/{model._meta.app_label}/{model._meta.model_name}/": model for model in admin.site._registry}
    found = []
    for written, name in walk(get_resolver().url_patterns):
        place = "/".join(written.split("/")[:4]) + "/"
        if model := places.get(place):
            prefix = f"admin:{model._meta.app_label}_{model._meta.model_name}_"
            found.append(Route(written, name, model, name.removeprefix(prefix).removeprefix("admin:")))
        else:
            found.append(Route(written, name))
    return found
