"""What a snapshot says of itself to whoever opens it years later, in each language."""

import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from inserm_intl.context import NATIVE
from inserm_intl.open_data.harvesting.publication import ABOUT, DEMONSTRATION, LICENCE, LICENCES, TITLE
from inserm_intl.open_data.nouns import NOUNS
from inserm_intl.structured import absolute


def readme(day: datetime.date) -> str:
    """The text, which depends on the day asked about and on nothing else."""
    parts = []
    for language in NATIVE:
        with override(language):
            parts.append("\n\n".join(paragraphs(day)))
    return "\n\n\n".join(parts) + "\n"


def paragraphs(day: datetime.date) -> list[str]:
    said = {
        "title": TITLE,
        "day": date_format(day, "DATE_FORMAT"),
        "licence": LICENCES[0]["title"],
        "licence_address": LICENCE,
        "site": settings.SITE_URL,
        "page": absolute(reverse("open-data")),
    }
    return [
        f"{TITLE}\n{'=' * len(str(TITLE))}",
        str(ABOUT),
        _("Situation on %(day)s, from what was known and published when these files were made.") % said,
        str(DEMONSTRATION),
        _("Licence: %(licence)s, %(licence_address)s\nCopy, adapt and use it freely: name the source and the day.")
        % said,
        _("To cite: %(title)s, situation on %(day)s, %(site)s") % said,
        _(
            "For each table: CSV (UTF-8), JSON (an array of the same rows) and the schema of its columns.\n"
            "datapackage.json describes them all; “sha256sum -c SHA256SUMS” proves that none was changed.\n"
            "What each column means: %(page)s"
        )
        % said,
        "\n".join(f"- {name}: {noun.title}" for name, noun in NOUNS.items()),
    ]
