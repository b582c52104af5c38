"""What a PDF must not hold. Run by `inspection`, in a process of its own: a hostile file can take all it is given."""

import io
import re

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject

SCRIPT = {"/JS", "/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/Rendition", "/RichMedia", "/XFA"}
EMBEDDED = {"/EmbeddedFile", "/EmbeddedFiles", "/FileAttachment"}
# What another reader, more forgiving than ours, might find outside the objects that the file lists.
UNLISTED = {"script": re.compile(rb"/(JavaScript|Launch)\b"), "embedded": re.compile(rb"/EmbeddedFiles?\b")}


def fault(data: bytes) -> str | None:
    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted:
        return "encrypted"
    if not len(reader.pages):
        return "unreadable"
    listed = (found for thing in everything(reader) if (found := fault_of(thing)))
    unlisted = (found for found, pattern in UNLISTED.items() if pattern.search(data))
    return next(listed, None) or next(unlisted, None)


def everything(reader):
    """Each dictionary and each name of the file, compressed or not, whether a page leads to it or not.

    What cannot be read here (pypdf raises) could perhaps be elsewhere, and hold anything: the file is unreadable.
    """
    keys = {(number, generation) for generation, numbers in reader.xref.items() for number in numbers}
    keys |= {(number, 0) for number in reader.xref_objStm}
    waiting = [reader.trailer]
    for number, generation in keys:
        waiting.append(reader.get_object(IndirectObject(number, generation, reader)))
        while waiting:
            thing = waiting.pop()
            if isinstance(thing, DictionaryObject):
                yield thing
                waiting += [NameObject(key) for key in thing]
                waiting += [thing.raw_get(key) for key in thing]
            elif isinstance(thing, ArrayObject):
                waiting += list(list.__iter__(thing))
            elif isinstance(thing, NameObject):
                yield thing


def fault_of(thing) -> str | None:
    if isinstance(thing, NameObject):
        return "script" if thing in SCRIPT else "embedded" if thing in EMBEDDED else None
    if "/EF" in thing and thing.keys() & {"/F", "/UF"}:
        return "embedded"
    opened = [thing["/OpenAction"]] if "/OpenAction" in thing else []
    also = thing.get("/AA")
    also = also.get_object() if also is not None else None
    done = [*opened, *(also.values() if isinstance(also, DictionaryObject) else ())]
    return "script" if any(acts(action.get_object()) for action in done) else None


def acts(action) -> bool:
    """Does more than go to a page of the file: a place to open at, which many programs write, is no action."""
    is_action = isinstance(action, DictionaryObject) and "/S" in action
    return is_action and (action["/S"] != "/GoTo" or "/Next" in action)
