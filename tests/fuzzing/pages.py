"""What a page itself offers to ask or to send: the parameters of its links, and its forms with their fields."""

from collections import defaultdict
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urlsplit

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist

OF_CLASS = {"vDateField": "day", "vTimeField": "hour", "vIntegerField": "number", "vBigIntegerField": "number"}
OF_TYPE = {"number": "number", "date": "day", "datetime-local": "moment", "checkbox": "flag", "file": "file"}


@dataclass(repr=False)
class Control:
    """A field of a form: its kind, what stands in it, and what it offers."""

    kind: str = "text"
    required: bool = False
    is_button: bool = False
    values: list[str] = field(default_factory=list)
    offered: list[str] = field(default_factory=list)


@dataclass(repr=False)
class Form:
    action: str
    method: str
    controls: dict[str, Control] = field(default_factory=dict)

    def __repr__(self):
        return f"Form({self.action!r}, {len(self.controls)} controls)"

    @property
    def sent(self) -> dict[str, list[str]]:
        """As a browser sends it when nothing is typed."""
        return {name: control.values for name, control in self.controls.items() if control.values}


class Offers(HTMLParser):
    def __init__(self, response, body: bytes):
        super().__init__()
        self.asked: dict[str, list[str]] = defaultdict(list)
        self.forms: list[Form] = []
        self.form: Form | None = None
        self.open: Control | None = None
        if response.status_code == 200 and response.get("Content-Type", "").startswith("text/html"):
            self.feed(body.decode())

    def handle_starttag(self, tag, attrs):
        said = {name: value or "" for name, value in attrs}
        if tag == "a" and said.get("href", "").startswith("?"):
            for name, value in parse_qsl(urlsplit(said["href"]).query):
                self.asked[name].append(value)
        elif tag == "form":
            self.form = Form(said.get("action", ""), said.get("method", "get").lower())
            self.forms.append(self.form)
        elif tag == "option" and self.open:
            self.open.offered.append(said.get("value", ""))
            if "selected" in said:
                self.open.values.append(said.get("value", ""))
        elif self.form and said.get("name") and tag in ("input", "select", "textarea", "button"):
            self.control(tag, said)

    def control(self, tag, said):
        control = self.form.controls.setdefault(said["name"], Control())
        kind = said.get("type", "text")
        control.kind = OF_TYPE.get(kind) or next(
            (OF_CLASS[name] for name in said.get("class", "").split() if name in OF_CLASS), "text"
        )
        control.required = "required" in said
        control.is_button = tag == "button" or kind in ("submit", "image")
        if tag in ("select", "textarea"):
            self.open = control
            control.offered += keys_of(said) if tag == "select" else []
        if tag == "textarea":
            control.values.append("")
        elif control.is_button or kind in ("checkbox", "radio"):
            control.offered.append(said.get("value", "on"))
            control.values += [said.get("value", "on")] if "checked" in said else []
        elif tag == "input" and kind != "file":
            control.values.append(said.get("value", ""))

    def handle_data(self, data):
        if self.open and self.open.values == [""] and not self.open.offered:
            self.open.values = [data.removeprefix("\n")]

    def handle_endtag(self, tag):
        if tag == "form":
            self.form = None
        elif tag in ("select", "textarea"):
            self.open = None


def keys_of(said: dict[str, str]) -> list[str]:
    """What a box that is filled by typing would find."""
    try:
        model = apps.get_model(said["data-app-label"], said["data-model-name"])
        other = model._meta.get_field(said["data-field-name"]).related_model
    except (KeyError, LookupError, FieldDoesNotExist):
        return []
    return [str(key) for key in other._base_manager.values_list("pk", flat=True)[:9]]
