"""The public columns of calls for applications."""

from django.utils.translation import gettext_lazy as _

from agreements.models.call import CallState
from agreements.models.programme import ProgrammeKind
from inserm_intl.open_data.columns import Choice, Code, Codes, Day, Moment, Text, Whole
from inserm_intl.open_data.serializer import Columns
from inserm_intl.open_data.several import InLanguages, OwnAddress, Pages, Provenance

from .related import institutions_of


class CallColumns(Columns):
    about = _(
        "Calls for applications to exchange programmes, closed ones too; those not open yet are given today only."
    )

    id = Code(
        "address",
        _("Key of the call: that of its programme, a slash and its own. It does not change."),
        example="visits/2027",
    )
    title = InLanguages("title", _("Title"), example={"fr": "Appel 2027", "en": "2027 call", "es": "Convocatoria 2027"})
    programme = Code(
        "programme__slug",
        _("The programme that it is of, by its `id` in `programmes`."),
        example="visits",
        of="programmes",
    )
    programme_title = InLanguages(
        "programme__title",
        _("Title of the programme"),
        example={"fr": "Visites au Japon", "en": "Visits to Japan", "es": "Visitas al Japón"},
    )
    kind = Choice(
        "programme__kind",
        _("Kind of exchange, as of the programme."),
        choices=ProgrammeKind.choices,
        example=ProgrammeKind.VISITS.value,
    )
    partners = Codes(
        institutions_of("programmes", "programme"),
        _("Partner institutions of the programme that are published, by their `id` in `partners`."),
        example=["riken"],
    )
    state = Choice(
        "state",
        _("State on the day asked about; today, that of this minute."),
        choices=CallState.choices,
        example=CallState.OPEN.value,
    )
    opens_on = Day("opens_on", _("First day on which one can apply, included."), example="2027-01-15")
    closes_at = Moment(
        "closes_at",
        _("Minute until which one can apply, in UTC; `time_zone` names the clock by which it was set."),
        example="2027-03-31T15:00:00Z",
    )
    time_zone = Code("time_zone", _("Time zone by which it closes (IANA)."), example="Europe/Paris")
    places = Whole(
        "places", _("How many can be chosen. Empty: not stated."), unit=_("places"), example=4, nullable=True
    )
    funding = InLanguages(
        "funding",
        _("What is paid for"),
        example={"fr": "Voyage et séjour", "en": "Travel and stay", "es": "Viaje y estancia"},
    )
    how_to_apply = InLanguages(
        "how_to_apply",
        _("How to apply to this call, in Markdown"),
        example={
            "fr": "Un projet de deux pages.",
            "en": "A project of two pages.",
            "es": "Un proyecto de dos páginas.",
        },
    )
    mailbox = Text(
        "programme__mailbox", _("Mailbox of the programme, of no person."), example="visits@example.org", nullable=True
    )
    url = Pages(
        "programmes/{programme__slug}/calls/{slug}/", _("Page of the call"), example="programmes/visits/calls/2027/"
    )
    provenance = Provenance()
    url_api = OwnAddress("calls", example="visits/2027")
