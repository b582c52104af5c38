"""Whether a file is a message: of Outlook (.msg) or as it travels (.eml). It is never opened. Run by `inspection`."""

from email import message_from_bytes, policy
from email.parser import BytesHeaderParser

OLE = bytes.fromhex("d0cf11e0a1b11ae1")
# Every Outlook message has this stream; an old Word file, in the same container, has none.
OF_A_MESSAGE = "__properties_version1.0".encode("utf-16-le")
HEAD = 256_000


def outlook_fault(data: bytes) -> str | None:
    return None if data.startswith(OLE) and OF_A_MESSAGE in data else "another"


def internet_fault(data: bytes) -> str | None:
    head = BytesHeaderParser().parsebytes(data[:HEAD])
    is_message = head["From"] and (head["Date"] or head["Received"]) and not head.defects
    return None if is_message and b"\0" not in data[:HEAD] else "another"


def outlook_text(data: bytes) -> str:
    """Its streams hold text in one of two ways; the rest is noise around it."""
    return data.decode("utf-16-le", "ignore") + data[1:].decode("utf-16-le", "ignore") + data.decode("latin-1")


def internet_text(data: bytes) -> str:
    message = message_from_bytes(data, policy=policy.default)
    parts = [part.get_content() for part in message.walk() if part.get_content_maintype() == "text"]
    return "\n".join([*(f"{name}: {value}" for name, value in message.items()), *parts])
