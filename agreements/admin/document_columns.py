"""What is told of a document, in its list, on its page and on that of its record."""

from django.contrib import admin
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from inserm_intl.templatetags.texts import language_name


class DocumentColumns:
    @admin.display(description=_("File"))
    def file(self, document):
        where = reverse("admin:agreements_document_download", args=[document.pk])
        return format_html('<a href="{}">{}</a>', where, document.original_name)

    @admin.display(description=_("document"), ordering="kind")
    def named(self, document):
        return str(document)

    @admin.display(description=_("language"), ordering="language")
    def spoken(self, document):
        return capfirst(language_name(document.language))

    @admin.display(description=_("size"), ordering="size")
    def weight(self, document):
        return filesizeformat(document.size)
