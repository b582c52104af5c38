"""Institutions: who an agreement is made with, abroad and in France."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from inserm_intl.days import PartialDateField, Precision, agrees_with_precision
from inserm_intl.folding import FoldedField, SortKey
from inserm_intl.records import Record, RowQuerySet, filled
from inserm_intl.shapes import ShapeField
from partners.ror import RorIdField, check_ror_id

from .country import Country

HOME = "FR"


class Kind(models.TextChoices):
    """The kinds of organisation of the Research Organization Registry."""

    EDUCATION = "education", _("University or school")
    HEALTHCARE = "healthcare", _("Hospital")
    FACILITY = "facility", _("Research institute or facility")
    GOVERNMENT = "government", _("Public body")
    FUNDER = "funder", _("Funding body")
    NONPROFIT = "nonprofit", _("Foundation or association")
    COMPANY = "company", _("Company")
    ARCHIVE = "archive", _("Archive or library")
    OTHER = "other", _("Other")


def on_earth() -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(latitude=None, longitude=None)
        | Q(
            latitude__isnull=False,
            longitude__isnull=False,
            latitude__range=(-90, 90),
            longitude__range=(-180, 180),
        ),
        name="%(class)s_on_earth",
        violation_error_code="latitude",
        violation_error_message=_("Give both latitude (-90 to 90) and longitude (-180 to 180), or neither."),
    )


class InstitutionQuerySet(RowQuerySet):
    def public(self, on=None):
        """Published institutions; they exist whatever the day."""
        return self.filter(published=True)

    def abroad(self):
        """Partners are institutions outside France."""
        return self.exclude(country=HOME)

    def prospects(self):
        """Possible partners, identified by a mission or by hand; for staff alone."""
        return self.filter(prospect=True)

    def at(self, *slugs: str):
        """The institutions of these addresses, or those that public institutions of them were merged into."""
        living = Institution.objects.filter(slug__in=slugs).order_by().values("pk")
        former = self.model.given_before().filter(slug__in=slugs, published=True)
        return self.filter(pk__in=living.union(former.order_by().values("institution"), all=True))

    def named(self, word: str):
        """Institutions with a folded word in one of their names, or in that of their country."""
        return self.filter(Q(folded__contains=word) | Q(country__in=Country.objects.filter(folded__contains=word)))


class Institution(Record):
    """An institution that signs, hosts or takes part; published when a visitor may see it."""

    slug = models.SlugField(
        _("address"),
        max_length=120,
        unique=True,
        blank=True,
        help_text=_("Last part of the page's address; kept for good."),
    )
    name = models.CharField(_("name"), max_length=300, blank=True, help_text=_("French or English is required."))
    native_name = models.CharField(_("name in its own language"), max_length=300, blank=True)
    native_language = models.CharField(
        _("language of that name"),
        max_length=12,
        blank=True,
        help_text=_("Language code, such as ja or pt-BR."),
    )
    acronym = models.CharField(_("acronym"), max_length=40, blank=True)
    aliases = models.TextField(_("other names"), blank=True, help_text=_("One per line: former names, translations."))
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.OTHER)
    country = models.ForeignKey(
        Country, models.PROTECT, related_name="institutions", verbose_name=_("country or territory")
    )
    city = models.CharField(_("city"), max_length=120, blank=True)
    latitude = models.DecimalField(_("latitude"), max_digits=7, decimal_places=4, null=True, blank=True)
    longitude = models.DecimalField(_("longitude"), max_digits=7, decimal_places=4, null=True, blank=True)
    website = models.URLField(_("website"), max_length=300, blank=True)
    ror_id = RorIdField(
        _("ROR identifier"),
        max_length=9,
        null=True,
        blank=True,
        unique=True,
        validators=[check_ror_id],
        help_text=_("The nine last characters of its address in the Research Organization Registry."),
        error_messages={"unique": _("Another institution has this ROR identifier.")},
    )
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("part of")
    )
    successor = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="predecessors",
        verbose_name=_("succeeded by"),
    )
    published = models.BooleanField(_("published"), default=False)
    prospect = models.BooleanField(
        _("prospect"), default=False, help_text=_("Identified as a possible partner. Staff only.")
    )
    prospect_source = models.CharField(
        _("identified by"),
        max_length=200,
        blank=True,
        help_text=_("The visit or seminar that found it. Staff only."),
    )
    prospect_since = PartialDateField(_("prospect since"), null=True, blank=True)
    prospect_since_precision = Precision.field()
    partner_since = models.DateField(
        _("became a partner on"), null=True, blank=True, help_text=_("Kept of a former prospect. Staff only.")
    )
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="institutions",
        verbose_name=_("case officer"),
    )
    folded = FoldedField("name_fr", "name_en", "name_es", "native_name", "acronym", "aliases", "city", "ror_id")
    shapes = ShapeField("name_fr", "name_en", "name_es", "native_name", "acronym", "aliases")
    sort_fr = SortKey("name_fr", "name_en", "native_name", db_index=True)
    sort_en = SortKey("name_en", "name_fr", "native_name", db_index=True)
    sort_es = SortKey("name_es", "name_fr", "name_en", db_index=True)

    objects = InstitutionQuerySet.as_manager()

    class Meta:
        ordering = ["sort_fr", "pk"]
        verbose_name = _("institution")
        verbose_name_plural = _("institutions")
        permissions = [("publish_institution", _("Can publish institutions"))]
        indexes = [models.Index(fields=["country", "published"], name="institution_country")]
        constraints = [
            models.CheckConstraint(
                condition=filled("name_fr") | filled("name_en"),
                name="institution_named",
                violation_error_code="name_fr",
                violation_error_message=_("Give a name in French or in English."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=Kind.values),
                name="institution_kind",
                violation_error_code="kind",
                violation_error_message=_("Choose one of the kinds."),
            ),
            models.CheckConstraint(
                condition=Q(ror_id=None) | Q(ror_id__regex=r"^0[a-hj-km-np-tv-z0-9]{6}[0-9]{2}$"),
                name="institution_ror_id",
                violation_error_code="ror_id",
                violation_error_message=_("A ROR identifier is nine characters, such as 02vjkv261."),
            ),
            models.CheckConstraint(
                condition=(Q(parent=None) | ~Q(parent=F("pk"))) & (Q(successor=None) | ~Q(successor=F("pk"))),
                name="institution_not_its_own_kin",
                violation_error_code="parent",
                violation_error_message=_("An institution is neither part of itself nor its own successor."),
            ),
            on_earth(),
            models.CheckConstraint(
                condition=Q(prospect=False) | Q(partner_since=None),
                name="institution_prospect_or_partner",
                violation_error_code="prospect",
                violation_error_message=_("It became a partner: it is no longer a prospect."),
            ),
            models.CheckConstraint(
                condition=agrees_with_precision("prospect_since"),
                name="institution_prospect_since_precision",
                violation_error_code="prospect_since",
                violation_error_message=_("The day does not agree with its precision."),
            ),
            models.CheckConstraint(
                condition=Q(partner_since=None) | Q(prospect_since=None) | Q(partner_since__gte=F("prospect_since")),
                name="institution_partner_after_prospect",
                violation_error_code="partner_since",
                violation_error_message=_("It became a partner before it was a prospect."),
            ),
            models.CheckConstraint(
                condition=(Q(native_name="") & Q(native_language="")) | (~Q(native_name="") & ~Q(native_language="")),
                name="institution_native_language",
                violation_error_code="native_language",
                violation_error_message=_("A name in its own language goes with the code of that language."),
            ),
        ]

    def __str__(self):
        name = self.name or self.native_name
        return f"{name} ({self.acronym})" if self.acronym and self.acronym != name else name

    def get_absolute_url(self):
        return reverse("partners:institution", args=[self.slug])

    def clean(self):
        self.slug = self.slug or self.free_slug()
        if self._state.adding and self.given_before().filter(slug=self.slug).exists():
            raise ValidationError({"slug": _("This address leads to the institution that another was merged into.")})
        if self.country_id == HOME and self.pk and self.cooperations.exists():
            raise ValidationError({"country": _("A declared collaboration is with a partner abroad.")})

    def save(self, *args, **options):
        """What units declared with it is in its country, wherever that turns out to be."""
        self.slug = self.slug or self.free_slug()
        adding, columns = self._state.adding, options.get("update_fields")
        super().save(*args, **options)
        if not adding and (columns is None or "country" in columns):
            self.cooperations.exclude(country=self.country_id).update(country=self.country_id)

    def free_slug(self) -> str:
        """An unused address made of the name: `university-of-ottawa`, then `university-of-ottawa-2`."""
        stem = slugify(self.name_en or self.name_fr or self.acronym)[:110] or "institution"
        taken = {
            slug
            for rows in (Institution.objects.all(), self.given_before())
            for slug in rows.filter(slug__startswith=stem).values_list("slug", flat=True)
        }
        numbered = (stem if count == 1 else f"{stem}-{count}" for count in range(1, len(taken) + 2))
        return next(slug for slug in numbered if slug not in taken)

    @classmethod
    def standing_for(cls, key: int) -> int | None:
        """The key of the institution that the one of that key was merged into."""
        return cls.given_before().filter(key=key).values_list("institution", flat=True).first()

    @classmethod
    def given_before(cls):
        """The addresses that institutions had before they were merged into others."""
        return cls._meta.get_field("former_addresses").related_model.objects.all()
