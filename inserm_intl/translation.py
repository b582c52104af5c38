from modeltranslation.translator import TranslationOptions, register

from .models import Page


@register(Page)
class PageTexts(TranslationOptions):
    fields = ("title", "body")
