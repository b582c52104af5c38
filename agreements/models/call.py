"""Calls for applications: who may apply to a programme, how, and by which minute."""

import datetime
import zoneinfo

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, F, Prefetch, Q, Value, When
from django.db.models.functions import Concat
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from inserm_intl.clocks import clock_of
from inserm_intl.days import today
from inserm_intl.folding import FoldedField
from inserm_intl.records import Record, RowQuerySet, filled
from partners.models import Institution

from .programme import ExchangeProgramme


def check_time_zone(name: str) -> None:
    if name not in zoneinfo.available_timezones():
        raise ValidationError(_("There is no such time zone; write it as in Europe/Paris."), code="invalid")


class CallState(models.TextChoices):
    OPEN = "open", _("Open")
    ANNOUNCED = "announced", _("Not open yet")
    CLOSED = "closed", _("Closed")


class CallQuerySet(RowQuerySet):
    def public(self, on=None):
        """Published calls of public programmes that had opened by the day, closed ones too; today, announced ones."""
        day = on or today()
        begun = Q() if day >= today() else Q(opens_on__lte=day)
        return self.filter(begun, published=True, programme__in=ExchangeProgramme.objects.public(on))

    def with_state(self, on=None):
        """Bring each call's `state` on the day; today, a call is open until the very minute it closes."""
        day = on or today()
        closed = Q(closes_at__lt=timezone.now()) if day == today() else Q(closes_at__date__lt=day)
        return self.annotate(
            state=Case(
                When(closed, then=Value(CallState.CLOSED)),
                When(opens_on__gt=day, then=Value(CallState.ANNOUNCED)),
                default=Value(CallState.OPEN),
                output_field=models.CharField(),
            )
        )

    def with_address(self):
        """With each call's key as `address`, that of its programme and its own: `visits/2015`."""
        return self.alias(address=Concat("programme__slug", Value("/"), "slug", output_field=models.CharField()))

    def open_on(self, on=None):
        """Calls that one can answer on the day, the next to close first."""
        return self.with_state(on).filter(state=CallState.OPEN).order_by("closes_at", "pk")

    def with_partners(self, institutions):
        """Those of programmes in which one of the institutions takes part."""
        return self.filter(programme__in=ExchangeProgramme.objects.with_partners(institutions))

    def shown(self, on=None):
        """What a list of calls shows, in three queries; a programme's institutions where they are public."""
        institutions = Institution.objects.public(on).select_related("country")
        return self.select_related("programme").prefetch_related(
            Prefetch("programme__institutions", institutions, to_attr="shown_institutions")
        )


class Call(Record):
    """A call for applications: opens on a day, closes at a minute of a time zone."""

    natural_key_fields = ("programme__slug", "slug")

    programme = models.ForeignKey(
        ExchangeProgramme, models.PROTECT, related_name="calls", verbose_name=_("exchange programme")
    )
    slug = models.SlugField(_("address"), max_length=80, help_text=_("Often the year: “2027”."))
    title = models.CharField(_("title"), max_length=250)
    opens_on = models.DateField(_("opens on"))
    closes_at = models.DateTimeField(_("closes at"), help_text=_("Paris time."))
    time_zone = models.CharField(
        _("time zone shown"), max_length=40, default="Europe/Paris", validators=[check_time_zone]
    )
    places = models.PositiveSmallIntegerField(_("places"), null=True, blank=True)
    funding = models.CharField(_("funding"), max_length=250, blank=True)
    how_to_apply = models.TextField(_("how to apply"), blank=True)
    published = models.BooleanField(_("published"), default=False)
    folded = FoldedField("title_fr", "title_en", "title_es", "funding_fr", "funding_en", "funding_es")

    objects = CallQuerySet.as_manager()

    class Meta:
        ordering = ["-closes_at", "pk"]
        verbose_name = _("call for applications")
        verbose_name_plural = _("calls for applications")
        permissions = [("publish_call", _("Can publish calls"))]
        indexes = [models.Index(fields=["published", "closes_at"], name="call_closing")]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "slug"],
                name="call_once",
                violation_error_code="slug",
                violation_error_message=_("This programme already has a call at that address."),
            ),
            models.CheckConstraint(
                condition=Q(published=False) | filled("title_fr"),
                name="call_published_in_french",
                violation_error_code="title_fr",
                violation_error_message=_("A French title is required to publish."),
            ),
            models.CheckConstraint(
                condition=Q(closes_at__date__gte=F("opens_on")),
                name="call_closes_after_opening",
                violation_error_code="closes_at",
                violation_error_message=_("The call closes before it opens."),
            ),
        ]

    def __str__(self):
        return self.title or self.slug

    def get_absolute_url(self):
        return reverse("agreements:call", args=[self.programme.slug, self.slug])

    @property
    def closing(self):
        """The closing minute on the clock of the call's own zone."""
        return self.closes_at.astimezone(zoneinfo.ZoneInfo(self.time_zone))

    @property
    def clock(self) -> str:
        """By whose clock the call closes: "Tokyo time"."""
        return clock_of(self.time_zone)

    @property
    def closing_here(self) -> datetime.datetime | None:
        """The closing minute in Paris, where its clock shows another than the call's."""
        here = timezone.localtime(self.closes_at)
        return here if here.utcoffset() != self.closing.utcoffset() else None

    @property
    def days_left(self) -> int:
        """From today to the closing day, both on the call's own clock; 0 on that day."""
        return (self.closing.date() - timezone.localdate(timezone=self.closing.tzinfo)).days

    @property
    def state_label(self) -> str:
        """The state of the day that `with_state` was asked about, in words."""
        return str(CallState(self.state).label)

    @property
    def is_open(self) -> bool:
        """On the day that `with_state` was asked about."""
        return self.state == CallState.OPEN

    @property
    def is_announced(self) -> bool:
        """On the day that `with_state` was asked about."""
        return self.state == CallState.ANNOUNCED

    @property
    def has_closed(self) -> bool:
        """On the day that `with_state` was asked about."""
        return self.state == CallState.CLOSED
