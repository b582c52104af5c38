"""Every kind of public page, by its name in the site map, with where `tests.world` shows one.

A page that is not named here is not tested: `test_every_kind_of_page_is_known` fails until it is.
"""

from django.conf import settings
from django.urls.resolvers import LocalePrefixPattern

from agreements import filters as of_agreements
from partners import filters as of_partners
from tests import site_map

LANGUAGES = [code for code, _name in settings.LANGUAGES]
FILTERSETS = {
    "agreements": of_agreements.AgreementFilterSet,
    "partners": of_partners.InstitutionFilterSet,
    "countries": of_partners.CountryFilterSet,
    "cooperations": of_partners.CooperationFilterSet,
    "programmes": of_agreements.ProgrammeFilterSet,
    "calls": of_agreements.CallFilterSet,
    "activities": of_agreements.ActivityFilterSet,
    "instruments": of_agreements.InstrumentFilterSet,
}
LISTS = list(FILTERSETS)
LISTED = {
    "agreements:agreements": "agreements/",
    "partners:institutions": "partners/",
    "partners:countries": "countries/",
    "partners:cooperations": "cooperations/",
    "agreements:programmes": "programmes/",
    "agreements:calls": "calls/",
    "agreements:activities": "activities/",
    "agreements:instruments": "instruments/",
    "key-figures": "key-figures/",
    "map": "map/",
    "search": "search/",
}
RECORDS = {
    "partners:institution": "partners/riken/",
    "partners:country": "countries/JP/",
    "agreements:agreement": "agreements/LIA-2013-001/",
    "agreements:instrument": "instruments/lia/",
    "agreements:programme": "programmes/visits/",
    "agreements:call": "programmes/visits/calls/2015/",
    "agreements:activity": "activities/VIS-2014-001/",
    "page": "policy/",
}
PAGES = {"home": "", **LISTED, **RECORDS, "open-data": "open-data/"}
# For programs, in the language of their address; each answers the questions of a list.
FEEDS = {"agreements:feed": "feeds/agreements.atom", "agreements:calendar": "feeds/calls.ics"}
# To fetch and keep: tested by `tests.test_documents`.
FILES = ["agreements:document"]


def public_names() -> set[str]:
    """Every address that stands under a language."""
    return {site_map.name_of(chain) for chain in site_map.chains() if isinstance(chain[0].pattern, LocalePrefixPattern)}


def everywhere() -> list[str]:
    """Every kind of page in every language."""
    return [f"/{language}/{address}" for language in LANGUAGES for address in PAGES.values()]


def records() -> list[str]:
    """Every kind of page, and those of the world's other records, in every language."""
    slugs = ["inserm", "tokyo", "heidelberg", "fiocruz"]
    more = [
        *(f"partners/{slug}/" for slug in slugs),
        *(f"countries/{code}/" for code in ("FR", "DE", "BR", "CA")),
        *(f"agreements/{reference}/" for reference in ("GDRI-2016-001", "FRAMEWORK-2010-001", "LIA-2014-002")),
        *("instruments/gdri/", "instruments/framework/", "programmes/seminars/", "programmes/seminars/calls/2190/"),
        *("activities/SEM-2016-001/", "policy/strategy/"),
    ]
    return [*everywhere(), *(f"/{language}/{address}" for language in LANGUAGES for address in more)]
