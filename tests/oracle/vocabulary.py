"""The words that questions are made of, read from the register: those that are private too."""

from django.db.models import TextField, Value
from django.db.models.functions import Coalesce, Concat, Left

from agreements import models as agreements
from inserm_intl.models import Page
from partners import models as partners
from tests.oracle.dice import SAID

DAYS = ["2015-06-30", "2012-02-29", "2018-12-31", "2024-01-01", "2029-05-05", "2015-02-30"]


# Where the key of each kind of page is read; "former" are addresses that institutions had before.
KEYS = {
    "partners": (partners.Institution, "slug"),
    "former": (partners.FormerAddress, "slug"),
    "countries": (partners.Country, "code"),
    "agreements": (agreements.Agreement, "reference"),
    "instruments": (agreements.Instrument, "code"),
    "programmes": (agreements.ExchangeProgramme, "slug"),
    "calls": (agreements.Call, Concat("programme__slug", Value("/"), "slug", output_field=TextField())),
    "activities": (agreements.Activity, "reference"),
    "cooperations": (partners.Cooperation, "reference"),
    "key-figures": (partners.KeyFigure, "slug"),
    "pages": (Page, "slug"),
    "files": (
        agreements.Document,
        Concat(
            Value("agreements/"),
            Coalesce("agreement__reference", Value("LIA-2015-999")),
            Value("/documents/"),
            Left("sha256", 16),
            output_field=TextField(),
        ),
    ),
}


def values(model, name, private=()) -> list[str]:
    rows = model._base_manager.exclude(pk__in=private).order_by("pk")
    return [str(value) for value in rows.values_list(name, flat=True)]


class Vocabulary:
    """For each parameter the values it may be given; for each kind of page the keys of its records, all and public."""

    def __init__(self, register):
        self.keys = {noun: values(*key) for noun, key in KEYS.items()}
        self.public = {
            noun: values(model, name, register.secrets.rows.get(model, ())) for noun, (model, name) in KEYS.items()
        }
        self.words, self.strange = words(register), strange(register)
        self.parameters = {
            "country": self.keys["countries"],
            "region": values(partners.Region, "code"),
            "group": values(partners.CountryGroup, "code"),
            "instrument": self.keys["instruments"],
            "indicator": values(partners.Indicator, "code"),
            "theme": values(partners.ThematicInstitute, "code"),
            "unit": values(partners.ResearchUnit, "code"),
            "programme": self.keys["programmes"],
            "partner": [*self.keys["partners"], *self.keys["former"]],
            "year": [str(year) for year in range(2005, 2031)],
            "on": DAYS,
            "page": ["1", "2", "3"],
            "page_size": ["2", "7", "100"],
            "cursor": ["*"],
        }


def words(register) -> list[str]:
    """What is said of records; keys; and what is found nowhere."""
    said = [word for text in SAID for word in text.split()]
    keys = [*values(agreements.Agreement, "reference"), *values(partners.Institution, "slug")]
    return [*said * 6, *strange(register), *keys]


def strange(register) -> list[str]:
    """What is said where nobody may read it, and what is nearly that, or nearly a public word."""
    canaries = sorted(register.words)
    names = [word for word in canaries if "institution" in register.words[word] and "name_" in register.words[word]]
    return [
        "rikken",
        "kobi",
        "heidelbreg",
        *canaries[:: len(canaries) // 10],
        *(f"{word[:-1]}x" for word in names[:12]),
    ]
