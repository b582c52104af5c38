"""What may be answered in place of data: each status, with its headers and the very sentence it is told in."""

from django.conf import settings
from django.utils.translation import gettext as _
from rest_framework import exceptions

from inserm_intl.open_data.faults import Later, PreconditionFailed, sentence, told
from inserm_intl.parameters import IsoDayField

NAMES = {
    "301": "MovedPermanently",
    "304": "NotModified",
    "400": "BadRequest",
    "404": "NotFound",
    "405": "MethodNotAllowed",
    "406": "NotAcceptable",
    "412": "PreconditionFailed",
    "429": "TooManyRequests",
    "503": "Unavailable",
}
FAULTS = "Errors"


def references(*statuses: str) -> dict:
    return {status: {"$ref": f"#/components/responses/{NAMES[status]}"} for status in statuses}


def schema() -> dict:
    """The body of every fault."""
    sentences = {"type": "array", "items": {"type": "string"}, "minItems": 1}
    return {
        "type": "object",
        "description": _("What is wrong, by parameter; under “request” what is wrong with no parameter."),
        "properties": {"errors": {"type": "object", "additionalProperties": sentences, "minProperties": 1}},
        "required": ["errors"],
        "additionalProperties": False,
        "examples": [told({"on": [str(IsoDayField.default_error_messages["invalid"])]})],
    }


def headers() -> dict:
    return {
        "ETag": {
            "description": _("Changes with the answer; sent back as If-None-Match, it gets 304 until then."),
            "schema": {"type": "string"},
            "example": '"9d377b10ce778c4938b3c7e2c63a229a"',
        },
        "Location": {
            "description": _("Where the record is."),
            "schema": {"type": "string", "format": "uri"},
            "example": f"{settings.SITE_URL}/api/v1/partners/riken/",
        },
        "Retry-After": {
            "description": _("Seconds to wait before the next request."),
            "schema": {"type": "integer", "minimum": 0},
            "example": 60,
        },
        "Allow": {
            "description": _("The methods that the address answers."),
            "schema": {"type": "string"},
            "example": "GET, HEAD, OPTIONS",
        },
    }


def header(*names: str) -> dict:
    return {"headers": {name: {"$ref": f"#/components/headers/{name}"} for name in names}}


def responses() -> dict:
    """Each status but 200, by the name of its component."""
    faults = {
        "400": ({"on": [str(IsoDayField.default_error_messages["invalid"])]}, ()),
        "404": (exceptions.NotFound(), ()),
        "405": (exceptions.MethodNotAllowed("POST"), ("Allow",)),
        "406": (exceptions.NotAcceptable(), ()),
        "412": (PreconditionFailed(), ()),
        "429": (exceptions.Throttled(wait=30), ("Retry-After",)),
        "503": (Later(), ("Retry-After",)),
    }
    moved = _("The record is at another address: its key is spelt otherwise, or it was merged into another.")
    unchanged = _("Nothing has changed since the answer that has this ETag.")
    found = {
        NAMES["301"]: {"description": moved, **header("Location")},
        NAMES["304"]: {"description": unchanged, **header("ETag")},
    }
    for status, (fault, names) in faults.items():
        errors = fault if isinstance(fault, dict) else {"request": [sentence(fault)]}
        found[NAMES[status]] = {
            "description": described(status, errors),
            **(header(*names) if names else {}),
            "content": {
                "application/json": {"schema": {"$ref": f"#/components/schemas/{FAULTS}"}, "example": told(errors)}
            },
        }
    return found


def described(status: str, errors: dict) -> str:
    if status == "400":
        return _("A value cannot be read; each parameter at fault is named, with what is wrong.")
    return errors["request"][0]
