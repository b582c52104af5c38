"""The texts of partners that exist in French, English and Spanish."""

from modeltranslation.translator import TranslationOptions, register

from .models import Country, CountryGroup, Indicator, Institution, Priority, Region, ThematicInstitute


@register([Region, Country, Institution, ThematicInstitute])
class Named(TranslationOptions):
    fields = ("name",)


@register(CountryGroup)
class Described(TranslationOptions):
    fields = ("name", "description")


@register(Priority)
class Texts(TranslationOptions):
    fields = ("text",)


@register(Indicator)
class Defined(TranslationOptions):
    fields = ("name", "definition", "denominator")
