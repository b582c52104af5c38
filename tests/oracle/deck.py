"""Every shape that a question may have: its kind, what it is asked of, and perhaps the parameter that it names.

The deck is dealt from top to bottom, then again; what a shape leaves open is drawn at random.
"""

import re

from inserm_intl.open_data.nouns import NOUNS
from inserm_intl.pages.sitemap import SECTIONS
from inserm_intl.pages.world_map import MapFilterSet
from tests import data_addresses
from tests.addresses import FILTERSETS, LISTS
from tests.oracle.dice import Dice

LISTED = {**FILTERSETS, "key-figures": NOUNS["key-figures"].filterset, "map": MapFilterSet}
FEEDS = {"agreements.atom": "agreements", "calls.ics": "calls"}
SITEMAPS = ["/sitemap.xml", *(f"/sitemap-{name}.xml" for name in SECTIONS)]
# What describes the data without holding any.
DESCRIPTIONS = [
    address
    for address in data_addresses.addresses()
    if not re.fullmatch(r"/api/v1/[\w-]+(/|\.csv|\.\w+)", address) and address not in data_addresses.RECORDS.values()
]
# How often each kind of record is opened, each time that the deck is dealt.
RECORDS = {
    **{"partners": 8, "agreements": 9, "activities": 4, "countries": 3, "programmes": 3, "files": 6},
    **{"calls": 2, "pages": 2, "instruments": 1, "former": 4},
}
PAGES = {"": 2, "open-data/": 1, "key-figures/": 2, "map/": 3, "search/": 6}
NARROWED = {
    "agreements": ["partner", "programme", "country", "year", "state", "theme", "on"],
    "partners": ["instrument", "theme", "state", "country", "kind"],
    "countries": ["instrument", "on"],
    "activities": ["programme", "partner", "country"],
    "calls": ["programme", "partner"],
    "programmes": ["partner", "country"],
    "cooperations": ["partner", "year"],
}
SHAPES = [
    *(("listed", noun, "sort", sort) for noun in LISTS for sort in LISTED[noun].sorts),
    *(("listed", noun, "q") for noun in [*LISTS, "agreements", "agreements"]),
    *(("listed", noun, name) for noun, names in NARROWED.items() for name in names),
    *(("record", noun) for noun, times in RECORDS.items() for _time in range(times)),
    *(("page", name) for name, times in PAGES.items() for _time in range(times)),
    *(("feed", name) for name in FEEDS for _time in range(3)),
    *(("data", f"{noun}/") for noun in NOUNS),
    *(("alone", noun) for noun in [*NOUNS, "agreements", "partners", "former"]),
    *(("data", f"{noun}.{ending}") for noun in ("agreements", "partners") for ending in ("csv", "xlsx")),
    *[
        ("data", "partners/", "instrument"),
        ("data", "partners.csv", "instrument"),
        ("data", "calls/", "programme"),
        ("data", "activities.csv", "programme"),
    ],
    *[("data", "cooperations.csv"), ("data", "countries.csv"), ("data", "partners.geojson")],
    *[("other", "sitemap"), ("other", "sitemap"), ("other", "")],
]
DECK = Dice(0).sample(SHAPES, len(SHAPES))
