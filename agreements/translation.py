"""The texts of agreements and exchanges that exist in French, English and Spanish."""

from modeltranslation.translator import TranslationOptions, register

from .models import Activity, Agreement, Amendment, Call, ExchangeProgramme, Instrument, Party


@register(Instrument)
class InstrumentTexts(TranslationOptions):
    fields = ("name", "expansion", "description")


@register(Agreement)
class AgreementTexts(TranslationOptions):
    fields = ("title", "summary")


@register(Party)
class PartyTexts(TranslationOptions):
    fields = ("signatory_function",)


@register(Amendment)
class AmendmentTexts(TranslationOptions):
    fields = ("subject",)


@register(ExchangeProgramme)
class ProgrammeTexts(TranslationOptions):
    fields = ("title", "summary", "eligibility", "how_to_apply", "next_call")


@register(Call)
class CallTexts(TranslationOptions):
    fields = ("title", "funding", "how_to_apply")


@register(Activity)
class ActivityTexts(TranslationOptions):
    fields = ("title",)
