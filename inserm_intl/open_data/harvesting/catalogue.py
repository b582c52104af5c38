"""The catalogue of the data as DCAT-AP 3 has it, in JSON-LD: a dataset for each noun, and the API as a service.

Its words stand in every language side by side. It says no day of issue or change: one would tell of edits
that are not public. Its context is its own, so that reading it fetches nothing from elsewhere.
"""

from collections.abc import Callable
from email.utils import parseaddr

from django.conf import settings
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from inserm_intl.open_data.nouns import NOUNS, Noun
from inserm_intl.open_data.offered import FORMS, Form
from inserm_intl.structured import absolute

from .publication import ABOUT, DEMONSTRATION, KEYWORDS, LICENCE, TITLE
from .table_schema import described
from .vocabulary import (
    AUTHORITY,
    CONTEXT,
    EARTH,
    EXPERIMENTAL,
    FILE_TYPES,
    IRREGULARLY,
    LANGUAGES,
    MEDIA_TYPES,
    OPENAPI,
    PUBLIC,
    THEMES,
)

API = _("Programming interface of the register")


def in_languages(say: Callable) -> dict:
    """What `say` returns in each language."""
    said = {}
    for language in LANGUAGES:
        with override(language):
            said[language] = say()
    return said


def words(*texts) -> dict:
    """Texts, one after the other, in each language."""
    return in_languages(lambda: " ".join(map(str, texts)))


def pages(name: str, *args) -> list[dict]:
    """A page in each language."""
    addresses = in_languages(lambda: absolute(reverse(name, args=args))).values()
    return [{"@id": address, "@type": "foaf:Document"} for address in addresses]


def part(name: str) -> str:
    """The name of a thing that the catalogue describes: the catalogue's address, and where to look in it."""
    return absolute(f"{reverse('data:catalog')}#{name}")


def catalogue() -> dict:
    return {
        "@context": CONTEXT,
        "@id": absolute(reverse("data:catalog")),
        "@type": "dcat:Catalog",
        "title": words(TITLE),
        "description": words(ABOUT, DEMONSTRATION),
        "homepage": pages("home")[:1],
        "themeTaxonomy": f"{AUTHORITY}/data-theme",
        "spatial": EARTH,
        "dataset": [dataset(noun) for noun in NOUNS.values()],
        "service": service(),
        **published(),
    }


def published() -> dict:
    """What is said alike of the catalogue, of each dataset and of the service: by whom, for whom."""
    return {
        "publisher": {"@id": part("publisher"), "@type": "foaf:Agent", "name": words(TITLE)},
        "license": {"@id": LICENCE, "@type": "dct:LicenseDocument"},
        "language": [f"{AUTHORITY}/language/{code}" for code in LANGUAGES.values()],
    }


def found() -> dict:
    """What is said alike of each dataset and of the service: where it belongs, and whom to ask."""
    return {
        "keyword": in_languages(lambda: [str(keyword) for keyword in KEYWORDS]),
        "theme": THEMES,
        "accessRights": PUBLIC,
        "contactPoint": {
            "@id": part("contact"),
            "@type": "vcard:Organization",
            "fn": words(TITLE),
            "hasEmail": f"mailto:{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}",
        },
        **published(),
    }


def dataset(noun: Noun) -> dict:
    return {
        "@id": part(noun.name),
        "@type": "dcat:Dataset",
        "identifier": part(noun.name),
        "title": words(noun.title),
        "description": in_languages(lambda: described(noun)),
        "spatial": EARTH,
        "accrualPeriodicity": IRREGULARLY,
        "landingPage": pages(noun.page),
        "distribution": [distribution(noun, form) for form in FORMS if noun.name in (form.nouns or NOUNS)],
        **found(),
    }


def distribution(noun: Noun, form: Form) -> dict:
    """The noun in one form. JSON comes in parts, from the service; the others are whole files."""
    address = absolute(reverse(form.name, args=[noun.name]))
    file_type = FILE_TYPES[form.name]
    schema = {"@id": absolute(reverse("data:table-schema", args=[noun.name])), "@type": "dct:Standard"}
    return {
        "@id": part(f"{noun.name}-{file_type.lower()}"),
        "@type": "dcat:Distribution",
        "title": words(noun.title, f"({form.label})"),
        "description": in_languages(lambda: capfirst(str(form.use)) + "."),
        "accessURL": address,
        "mediaType": f"{MEDIA_TYPES}/{form.media_type}",
        "format": f"{AUTHORITY}/file-type/{file_type}",
        "license": LICENCE,
        "availability": EXPERIMENTAL,
        **({"accessService": part("api")} if file_type == "JSON" else {"downloadURL": address}),
        **({"conformsTo": schema} if file_type in ("CSV", "XLSX") else {}),
    }


def service() -> dict:
    return {
        "@id": part("api"),
        "@type": "dcat:DataService",
        "title": words(API),
        "description": words(ABOUT, DEMONSTRATION),
        "endpointURL": absolute(reverse("data:index")),
        "endpointDescription": absolute(reverse("data:schema")),
        "landingPage": pages("open-data"),
        "conformsTo": {"@id": OPENAPI, "@type": "dct:Standard"},
        "servesDataset": [part(name) for name in NOUNS],
        **found(),
    }
