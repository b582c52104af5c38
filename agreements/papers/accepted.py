"""Which files a document may be: judged by their content, in sentences that an officer can act on."""

import subprocess
import sys

import filetype
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from inserm_intl.uploads import LARGEST_FILE

from .media import MediaType

OF_SUFFIX = {media.suffix: media for media in MediaType}
# Beyond what `inspection` grants itself: for the start of a process on a busy machine.
PATIENCE = 60


def inspect(asked: str, suffix: str, data: bytes) -> str:
    """What `inspection` says of a file's content; `unreadable` where it could not tell."""
    program = [sys.executable, "-m", "agreements.papers.inspection", asked, suffix]
    try:
        told = subprocess.run(
            program, input=data, capture_output=True, cwd=settings.BASE_DIR, env={}, timeout=PATIENCE, check=True
        )
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
        return "unreadable"
    return told.stdout.decode()


def accepted(name: str, data: bytes) -> MediaType:
    """The type of a file by its content, with which its name agrees; else a sentence why it is refused."""
    if len(data) > LARGEST_FILE:
        raise ValidationError(_("The file is larger than %(most)s MB.") % {"most": LARGEST_FILE // 1_000_000})
    suffix = next((suffix for suffix in OF_SUFFIX if name.lower().endswith(suffix)), "")
    if not suffix:
        raise ValidationError(_("A document is a PDF; a working file may be .docx, .xlsx, .msg or .eml."))
    if suffix == ".pdf" and filetype.guess_mime(data) != MediaType.PDF:
        raise ValidationError(refusal("another", suffix))
    if (fault := inspect("fault", suffix, data)) != "good":
        raise ValidationError(refusal(fault, suffix))
    return OF_SUFFIX[suffix]


def refusal(fault: str, suffix: str) -> str:
    return {
        "another": _("The name ends in %(suffix)s, but the content is of another type.") % {"suffix": suffix},
        "bomb": _("Unpacked, this file would be far too large."),
        "embedded": _("This PDF has files attached inside it. Save it without them, and add them one by one."),
        "encrypted": _("This PDF is protected by a password or restrictions. Save it without protection."),
        "macros": _("This file holds macros. Save it without them."),
        "script": _("This PDF holds a script or starts an action. Print it to a new PDF, and add that one."),
    }.get(fault, _("This file cannot be read: it is damaged, or asks too much of the server. Print it to a new PDF."))
