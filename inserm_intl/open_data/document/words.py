"""What a parameter that takes words accepts: up to 200 signs, none of them NUL or the sign that stands for it."""

from inserm_intl.parameters import UNREADABLE

READABLE = {"type": "string", "maxLength": 200, "pattern": f"^[^\\u0000{UNREADABLE}]*$"}
