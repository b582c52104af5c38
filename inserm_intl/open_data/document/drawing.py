"""The document drawn from what is declared: drf-spectacular's, with our addresses, parameters and faults."""

from functools import cache

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.openapi import AutoSchema
from rest_framework.views import APIView

from inserm_intl.open_data.columns import Choice, Column
from inserm_intl.open_data.harvesting import publication
from inserm_intl.open_data.nouns import NOUNS, Noun
from inserm_intl.structured import absolute

from . import faults, known
from .addresses import ADDRESSES
from .parameters import of_language

ABOUT_ALL = "about"
CLOSED = {"additionalProperties": False}


class Operation(AutoSchema):
    """What one address answers to GET."""

    def get_operation(self, path, path_regex, path_prefix, method, registry):
        self.registry = registry
        address, noun = self.view.address, self.view.noun
        return {
            "operationId": f"{noun.name}_{self.view.named}" if noun else self.view.named,
            "summary": address.title(noun),
            "tags": [noun.name if noun else ABOUT_ALL],
            "parameters": [*address.parameters(noun), of_language()],
            "responses": {
                "200": {
                    "description": address.title(noun),
                    **faults.header("ETag"),
                    "content": {address.media_type: {"schema": address.body(self, noun)}},
                },
                **faults.references(*address.statuses()),
            },
        }

    def row_of(self, noun: Noun) -> dict:
        return self.resolve_serializer(noun.columns, "response").ref

    def part_of(self, noun: Noun) -> dict:
        """A page of rows, with the way to the others."""
        address = {"type": ["string", "null"], "format": "uri"}
        fields = {
            "count": {"type": "integer", "minimum": 0, "description": _("How many rows the whole answer has.")},
            "count_is_exact": {"type": "boolean", "description": _("False beyond 10,000 rows: there are more.")},
            "next": {**address, "description": _("Address of the rows that follow.")},
            "previous": {**address, "description": _("Address of the rows before.")},
            "results": {"type": "array", "items": self.row_of(noun)},
        }
        return {"type": "object", "properties": fields, "required": list(fields)} | CLOSED

    def features_of(self, noun: Noun) -> dict:
        number = {"type": "number"}
        point = {
            "type": ["object", "null"],
            "properties": {
                "type": {"const": "Point"},
                "coordinates": {"type": "array", "items": number, "minItems": 2, "maxItems": 2},
            },
            "required": ["type", "coordinates"],
        }
        feature = {"type": {"const": "Feature"}, "geometry": point, "properties": self.row_of(noun)}
        every = {"type": "object", "properties": feature, "required": list(feature)}
        collection = {"type": {"const": "FeatureCollection"}, "features": {"type": "array", "items": every}}
        return {"type": "object", "properties": collection, "required": list(collection)}

    def get_serializer_name(self, serializer, direction):
        return type(serializer).__name__.removesuffix("Columns")

    def _map_serializer(self, serializer, direction, bypass_extensions=False):
        """A row: every column is there, and nothing else."""
        row = super()._map_serializer(serializer, direction, bypass_extensions)
        fields = row["properties"]
        told = {"type": "object", "description": str(serializer.about)}
        return {**told, "properties": fields, "required": list(fields)} | CLOSED

    def _map_serializer_field(self, field, direction, bypass_extensions=False):
        """A column: its type, its meaning, its unit and an example."""
        schema = super()._map_serializer_field(field, direction, bypass_extensions)
        if not isinstance(field, Column):
            return schema
        told = {key: value for key, value in schema.items() if key not in ("readOnly", "x-spec-enum-id")}
        told["description"] = str(field.meaning)
        if field.unit:
            told["description"] += " " + _("Unit: %(unit)s.") % {"unit": field.unit}
            told["x-unit"] = str(field.unit)
        if field.pattern:
            told["pattern"] = f"^(?:{field.pattern})$"
        if isinstance(field, Choice):
            told["x-enumDescriptions"] = {str(code): str(wording) for code, wording in field.choices.items()}
        return told if field.example is None else {**told, "examples": [field.example]}


class Drawing(SchemaGenerator):
    """Goes through the addresses that exist, instead of guessing them from the views."""

    def _initialise_endpoints(self):
        pass

    def _get_paths_and_endpoints(self):
        found = []
        for name, address in ADDRESSES.items():
            for noun in [NOUNS[noun] for noun in address.nouns] if address.of_noun else [None]:
                try:
                    path = self.path(name, address, noun)
                except NoReverseMatch:
                    continue
                found.append((path, path, "GET", self.view(name, address, noun)))
        return found

    @staticmethod
    def path(name, address, noun) -> str:
        """The address; the key of a record is a name in braces."""
        of_noun, of_record = [noun.name] if noun else [], ["id"] if address.of_record else []
        return reverse(f"data:{name}", args=of_noun + of_record).replace("/id/", "/{id}/")

    @staticmethod
    def view(name, address, noun):
        view = APIView()
        view.named, view.address, view.noun = name, address, noun
        return view


@cache
def drawn(language: str) -> dict:
    """The document in a language, without what depends on the data."""
    with override(language):
        document = Drawing().get_schema(public=True)
        components = document.setdefault("components", {})
        components.setdefault("schemas", {})[faults.FAULTS] = faults.schema()
        components |= {"responses": faults.responses(), "headers": faults.headers()}
        return {"openapi": document["openapi"], **about(), "paths": document["paths"], "components": components}


def about() -> dict:
    licence = publication.LICENCES[0]
    return {
        "info": {
            "title": str(publication.TITLE),
            "version": publication.VERSION,
            "summary": str(publication.DEMONSTRATION),
            "description": f"{publication.ABOUT} {publication.DEMONSTRATION}",
            "license": {"name": licence["title"], "url": licence["path"]},
            "contact": {"email": settings.DEFAULT_FROM_EMAIL, "url": absolute(reverse("page", args=["contacts"]))},
        },
        "servers": [{"url": settings.SITE_URL}],
        "externalDocs": {"url": absolute(reverse("data:docs")), "description": _("The same for readers")},
        "tags": [
            {"name": ABOUT_ALL, "description": _("What there is, and how to ask for it.")},
            *({"name": noun.name, "description": str(noun.columns.about)} for noun in NOUNS.values()),
        ],
    }


def document() -> dict:
    """The document in the reader's language, with the values that are public at this moment."""
    kept, now = drawn(get_language() or settings.LANGUAGE_CODE), known.components()
    schemas = {**kept["components"]["schemas"], **now["schemas"]}
    return {**kept, "components": {**kept["components"], "schemas": schemas, "examples": now["examples"]}}
