"""A file as a response: to be saved, never shown in the page's place, under a name that can do no harm."""

import re
import unicodedata
from pathlib import PurePath

from django.http import FileResponse, Http404
from django.utils.translation import gettext as _

# Whatever is in a file does nothing, even where a browser shows it.
SAVED = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox"


def harmless(name: str) -> str:
    """The last part of a name, without what is invisible, turns the direction of writing or ends a header."""
    seen = "".join(sign for sign in name if not unicodedata.category(sign).startswith(("C", "Zl", "Zp")))
    return re.sub(r'[<>:"/\\|?*]', "_", PurePath(seen.replace("\\", "/")).name)[-255:].strip(" .") or "document"


def sent(document, name: str) -> FileResponse:
    try:
        file = document.open()
    except FileNotFoundError as error:
        raise Http404(_("The file of this document is lost.")) from error
    answer = FileResponse(file, as_attachment=True, filename=harmless(name), content_type=document.media_type)
    answer["Content-Security-Policy"] = SAVED
    return answer
