"""An institution as schema.org knows it."""

from inserm_intl.structured import page_of, real, without_blanks
from inserm_intl.templatetags.texts import ORDER, called
from partners.ror import ADDRESS


def organization(institution, parent=None) -> dict:
    """A research organisation with its identifier in the Research Organization Registry, and where it is."""
    ror = institution.ror_id and f"{ADDRESS}{institution.ror_id}"
    name = called(institution)[0]
    others = [getattr(institution, f"name_{language}") for language in ORDER]
    others += [institution.native_name, institution.acronym]
    return {
        "@type": "ResearchOrganization",
        "@id": ror or page_of(institution),
        "name": name,
        "alternateName": [other for other in dict.fromkeys(others) if other and other != name],
        "url": institution.website,
        "identifier": ror and {"@type": "PropertyValue", "propertyID": "ROR", "value": ror},
        "sameAs": [ror] if ror else [],
        "address": without_blanks(
            {
                "@type": "PostalAddress",
                "addressLocality": institution.city,
                "addressCountry": institution.country_id,
            }
        ),
        "location": place(institution),
        "parentOrganization": next(map(named, real([parent])), None),
        "mainEntityOfPage": page_of(institution),
    }


def named(institution) -> dict:
    return {"@type": "ResearchOrganization", "name": called(institution)[0], "url": page_of(institution)}


def place(institution) -> dict | None:
    if institution.latitude is None:
        return None
    where = {"latitude": float(institution.latitude), "longitude": float(institution.longitude)}
    return {"@type": "Place", "geo": {"@type": "GeoCoordinates", **where}}
