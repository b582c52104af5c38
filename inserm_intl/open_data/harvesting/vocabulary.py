"""The words of the catalogue: what its short names stand for, and the authorities' codes that it uses."""

AUTHORITY = "http://publications.europa.eu/resource/authority"
MEDIA_TYPES = "https://www.iana.org/assignments/media-types"
OPENAPI = "https://spec.openapis.org/oas/v3.1.0"

LANGUAGES = {"fr": "FRA", "en": "ENG", "es": "SPA"}
THEMES = [f"{AUTHORITY}/data-theme/{code}" for code in ("TECH", "HEAL", "INTR")]
EARTH = "https://sws.geonames.org/6295630/"
IRREGULARLY = f"{AUTHORITY}/frequency/IRREG"
EXPERIMENTAL = f"{AUTHORITY}/planned-availability/EXPERIMENTAL"
PUBLIC = f"{AUTHORITY}/access-right/PUBLIC"
# By the name of its address in the site map.
FILE_TYPES = {"data:csv": "CSV", "data:xlsx": "XLSX", "data:noun": "JSON", "data:geojson": "GEOJSON"}

PREFIXES = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcatap": "http://data.europa.eu/r5r/",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
}
TEXTS = ("dct:title", "dct:description", "dcat:keyword", "foaf:name", "vcard:fn")
ADDRESSES = {
    "dct": "accessRights accrualPeriodicity conformsTo format language license publisher spatial",
    "dcat": "accessService accessURL contactPoint dataset distribution downloadURL endpointDescription endpointURL"
    " landingPage mediaType servesDataset service theme themeTaxonomy",
    "dcatap": "availability",
    "foaf": "homepage",
    "vcard": "hasEmail",
}


def short(name: str) -> str:
    return name.split(":")[1]


CONTEXT = {
    **PREFIXES,
    "identifier": "dct:identifier",
    **{short(name): {"@id": name, "@container": "@language"} for name in TEXTS},
    **{
        name: {"@id": f"{prefix}:{name}", "@type": "@id"}
        for prefix, names in ADDRESSES.items()
        for name in names.split()
    },
}
