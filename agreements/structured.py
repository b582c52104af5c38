"""A visit, seminar or stay, and a call for applications, as schema.org knows them."""

from inserm_intl.days import Precision
from inserm_intl.structured import page_of, real
from inserm_intl.templatetags.texts import told
from partners.structured import named

from .models.activity import Status

STATUS = {
    Status.CANCELLED: "https://schema.org/EventCancelled",
    Status.POSTPONED: "https://schema.org/EventPostponed",
}
SCHEDULED = "https://schema.org/EventScheduled"
KNOWN = {Precision.MONTH: 7, Precision.YEAR: 4, Precision.ABOUT: 4}


def known(day, precision) -> str | None:
    """An ISO 8601 date, no more precise than it is known: 2016-03."""
    return day and day.isoformat()[: KNOWN.get(precision)]


def event(activity, institutions) -> dict:
    city = activity.city
    return {
        "@type": "Event",
        "@id": page_of(activity),
        "name": told(activity, "title")[0],
        "url": page_of(activity),
        "identifier": activity.reference,
        "startDate": known(activity.starts_on, activity.starts_on_precision),
        "endDate": known(activity.ends_on, activity.ends_on_precision),
        "eventStatus": STATUS.get(activity.status, SCHEDULED),
        "location": city and {"@type": "Place", "name": city, "address": city},
        "organizer": [named(institution) for institution in real(institutions)],
    }


def offer(call) -> dict:
    """A call is no event to attend: it offers a programme to those who apply while it is open."""
    return {
        "@type": "Offer",
        "@id": page_of(call),
        "name": told(call, "title")[0],
        "url": page_of(call),
        "validFrom": call.opens_on.isoformat(),
        "validThrough": call.closing.isoformat(),
        "itemOffered": [service(programme) for programme in real([call.programme])],
    }


def service(programme) -> dict:
    return {"@type": "Service", "name": told(programme, "title")[0], "url": page_of(programme)}
