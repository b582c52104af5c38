"""The document as readers are told it: its addresses by noun, what each parameter and column takes, its faults."""

import json
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from inserm_intl.open_data.nouns import NOUNS

KINDS: dict[str, Promise] = {
    "boolean": _("yes or no"),
    "date": _("day"),
    "date-time": _("date and time"),
    "integer": _("whole number"),
    "number": _("number"),
    "object": _("object"),
    "string": _("text"),
    "uri": _("address"),
}
MOST_SHOWN = 30


class Field(NamedTuple):
    """A parameter or a column. `choices` are its values where they are few, `many` how many they are else."""

    name: str
    meaning: str
    kind: Promise
    is_repeatable: bool
    is_nullable: bool
    unit: str
    example: Any
    choices: dict[str, str]
    many: int


class Reading:
    """What a page reads from the document."""

    def __init__(self, document: dict):
        self.document = document

    def followed(self, found: dict) -> dict:
        """What is found, or what it refers to."""
        if "$ref" not in found:
            return found
        place: Any = self.document
        for step in found["$ref"].removeprefix("#/").split("/"):
            place = place[step]
        return place

    def field(self, name: str, told: dict, schema: dict, example) -> Field:
        schema = self.followed(schema)
        items = self.followed(schema["items"]) if "items" in schema else schema
        types = items["type"] if isinstance(items["type"], list) else [items["type"]]
        choices = items.get("x-enumDescriptions", {})
        kind = KINDS.get(items.get("format", "")) or KINDS[types[0]]
        return Field(
            name,
            told["description"],
            kind,
            schema is not items,
            "null" in types,
            told.get("x-unit", ""),
            example,
            choices if len(choices) <= MOST_SHOWN else {},
            len(choices),
        )

    def parameter(self, told: dict) -> Field:
        examples = [self.followed(known)["value"] for known in told.get("examples", {}).values()]
        example = told["example"] if "example" in told else examples[0]
        return self.field(told["name"], told, told["schema"], example[0] if isinstance(example, list) else example)

    def parameters(self, path: str) -> list[Field]:
        return [self.parameter(told) for told in self.document["paths"][path]["get"]["parameters"]]

    def columns(self, path: str) -> list[Field]:
        """Those of the rows that an address gives."""
        [content] = self.document["paths"][path]["get"]["responses"]["200"]["content"].values()
        row = self.followed(content["schema"]["properties"]["results"]["items"])
        return [self.field(name, told, told, *told.get("examples", [None])) for name, told in row["properties"].items()]

    def nouns(self):
        """Each noun with its addresses, a question to try, its parameters and its columns."""
        meanings = {tag["name"]: tag["description"] for tag in self.document["tags"]}
        for name, noun in NOUNS.items():
            addresses = self.addresses(name)
            path = next(iter(addresses))
            parameters = self.parameters(path)
            yield {
                "name": name,
                "title": noun.title,
                "about": meanings[name],
                "addresses": addresses,
                "try": self.address(path, parameters),
                "parameters": parameters,
                "columns": self.columns(path),
            }

    def addresses(self, tag: str) -> dict[str, dict]:
        """The operations of a tag, by their paths."""
        return {path: item["get"] for path, item in self.document["paths"].items() if tag in item["get"]["tags"]}

    def address(self, path: str, parameters: list[Field]) -> str:
        """A question that can be asked as it stands: of a day, and of a country or another list that there is."""
        listed = [field for field in parameters if field.is_repeatable and field.many and field.name != "invented"]
        listed.sort(key=lambda field: field.name != "country")
        asked = {field.name: field.example for field in parameters if field.name == "on"}
        asked |= {field.name: field.example for field in listed[:1]}
        return f"{self.document['servers'][0]['url']}{path}?{urlencode(asked)}"

    def faults(self):
        """Each status that is no answer: what it means, its headers, an example."""
        statuses = {
            status: response
            for item in self.document["paths"].values()
            for status, response in item["get"]["responses"].items()
            if status != "200"
        }
        for status, response in sorted(statuses.items()):
            told = self.followed(response)
            body = told.get("content", {}).get("application/json", {}).get("example")
            yield {
                "status": status,
                "meaning": told["description"],
                "headers": list(told.get("headers", {})),
                "example": json.dumps(body, ensure_ascii=False) if body else "",
            }

    def headers(self) -> dict[str, dict]:
        return self.document["components"]["headers"]
