"""The public columns of visits, seminars, stays and missions. People are counted, never named."""

from django.db.models import OuterRef
from django.utils.translation import gettext_lazy as _

from agreements.models import Activity, Agreement, ExchangeProgramme
from agreements.models.activity import ActivityKind, Direction, Status
from inserm_intl.open_data.columns import Choice, Code, Codes, Number, Text, Whole
from inserm_intl.open_data.expressions import Listed, shown
from inserm_intl.open_data.serializer import Columns
from inserm_intl.open_data.several import InLanguages, Named, OwnAddress, Pages, PartialDay, Provenance
from partners.serializers.examples import JAPAN

from .related import institutions_of, listed_of


def led_to(model):
    """References of the records that came from this one, where they are public."""
    return lambda question: Listed(model.objects.public(question.day).filter(came_from=OuterRef("pk")), "reference")


class ActivityColumns(Columns):
    about = _(
        "Visits, seminars, stays and missions begun by the day asked about; today, those planned too. People "
        "are counted, never named."
    )

    id = Code("reference", _("The activity’s reference. It does not change."), example="VIS-2014-001")
    title = InLanguages(
        "title", _("Title"), example={"fr": "Visite à Kobé", "en": "Visit to Kobe", "es": "Visita a Kobe"}
    )
    kind = Choice("kind", _("Visit, seminar, stay or mission."), choices=ActivityKind.choices, example="visit")
    state = Choice(
        "status",
        _("Whether it is planned or was held, as known today whatever the day asked about."),
        choices=Status.choices,
        example=Status.HELD.value,
    )
    direction = Choice(
        "direction", _("Which way people travel."), choices=Direction.choices, example=Direction.OUTGOING.value
    )
    country = Named(
        "country",
        _(
            "Country or territory cooperated with, wherever it takes place: ISO 3166-1 code of two letters, as "
            "`id` of `countries`."
        ),
        _("Name of the country or territory"),
        example=JAPAN,
    )
    city = Text("city", _("City where it takes place. Empty: not reported."), example="Kobe", nullable=True)
    starts_on = PartialDay("starts_on", _("First day, included."), example="2014-03-02")
    ends_on = PartialDay("ends_on", _("Last day, included. Empty: not reported."), example="2014-03-08", nullable=True)
    institutions = Codes(
        institutions_of("activities"),
        _("Institutions that take part and are published, on either side, by their `id` in `partners`."),
        example=["riken"],
    )
    themes = Codes(
        listed_of(Activity.themes.through, "activity", "thematicinstitute__code"),
        _("Research fields (thematic institutes), by their codes."),
        example=["neurosciences"],
    )
    programme = Code(
        shown(ExchangeProgramme, "programme", "slug"),
        _("The exchange programme that it is part of, by its `id`. Empty: none, or none that is published."),
        example="visits",
        nullable=True,
        of="programmes",
    )
    agreement = Code(
        shown(Agreement, "agreement", "reference"),
        _("The agreement that it is under, by its `id`. Empty: none, or none that is published."),
        example="LIA-2013-001",
        nullable=True,
        of="agreements",
    )
    people_french = Whole(
        "people_french",
        _("People on the French side. Empty: not reported, which is not none."),
        unit=_("people"),
        example=3,
        nullable=True,
    )
    people_partner = Whole(
        "people_partner",
        _("People on the partner’s side. Empty: not reported, which is not none."),
        unit=_("people"),
        example=5,
        nullable=True,
    )
    researcher_months = Number(
        "researcher_months",
        _("Time that researchers spent in it. Empty: not reported, which is not none."),
        unit=_("researcher-months"),
        example=1.5,
        nullable=True,
    )
    led_to_agreements = Codes(
        led_to(Agreement), _("Published agreements that came from it, by their `id`."), example=["GDRI-2016-001"]
    )
    led_to_activities = Codes(
        led_to(Activity), _("Published activities that came from it, by their `id`."), example=["SEM-2015-002"]
    )
    url = Pages("activities/{reference}/", _("Page of the activity"), example="activities/VIS-2014-001/")
    provenance = Provenance()
    url_api = OwnAddress("activities", example="VIS-2014-001")
