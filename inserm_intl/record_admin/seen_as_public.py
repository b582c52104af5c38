"""A record seen as visitors would see it: its real page, in a transaction that publishes it and is undone.

With what is stored or, sent from the form, with what was typed there; nothing of either is kept.
"""

from typing import NamedTuple

from django.contrib.messages.storage import default_storage
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from inserm_intl.context import NATIVE
from inserm_intl.undone import undone
from inserm_intl.visitor import visit

from .publishing import Publishes
from .refusals import sentence_of
from .tools import HasTools, Tool

PRIVATE = {"Cache-Control": "private, no-store", "X-Robots-Tag": "noindex"}


class Preview(NamedTuple):
    """What the banner of the page says: what still hides it from visitors, and the ways on."""

    published: bool
    notes: list[str]
    back: str
    language: str
    # What was typed, to send again in another language; nothing where the page shows what is stored.
    typed: list[tuple[str, list[str]]]

    @property
    def languages(self):
        return [(code, name, code == self.language) for code, name in NATIVE.items()]


class SeenAsPublic(Publishes, HasTools):
    """For nouns that are published and have a page of their own."""

    # Beside what the record itself lacks to be published.
    unseen = gettext_lazy("As things stand today visitors would not see it, even if it were published.")

    def has_public_page(self) -> bool:
        return bool(self.guarded_fields()) and hasattr(self.model, "get_absolute_url")

    def get_urls(self):
        return [self.tool_path("public", self.public_view, needs="view"), *super().get_urls()]

    def tools(self, request, record):
        mine = [Tool(_("See as public"), self.tool_url("public", record))] if self.has_public_page() else []
        return [*super().tools(request, record), *mine]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj and change and self.has_public_page() and self.has_change_permission(request, obj):
            context["public_url"] = self.tool_url("public", obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def publish_for_once(self, record) -> list[str]:
        """Store what it takes for visitors to see the record; return, in sentences, what still stands in the way."""
        record.published = True
        blocks = self.blocks(record)
        self.model._base_manager.filter(pk=record.pk).update(published=True)
        return blocks

    def public_view(self, request, record):
        if not self.has_public_page():
            raise Http404
        if request.method == "POST" and not self.has_change_permission(request, record):
            raise PermissionDenied
        language = request.POST.get("_language") or request.GET.get("language") or ""
        language = language if language in NATIVE else get_language()
        notes: list[str] = []
        with undone():
            answer = self.typed_for_once(request, record) if request.method == "POST" else None
            answer = answer or self.seen_page(request, record, language, notes)
        answer = answer or self.unseen_page(request, record, notes)
        for name, value in PRIVATE.items():
            answer[name] = value
        return answer

    def typed_for_once(self, request, record) -> HttpResponse | None:
        """Save what was typed through the form itself; return the form where it refuses."""
        said, request._messages = request._messages, default_storage(request)
        request.FILES.clear()  # A file is stored outside the database: it could not be undone.
        try:
            answer = self.change_view(request, str(record.pk), form_url=self.tool_url("change", record))
        finally:
            request._messages = said
        return answer.render() if isinstance(answer, TemplateResponse) else None

    def seen_page(self, request, record, language, notes) -> HttpResponse | None:
        """The page that an anonymous visitor would get, None where there would be none."""
        record = self.model._base_manager.get(pk=record.pk)
        published = record.published
        try:
            notes += self.publish_for_once(record)
        except IntegrityError as error:
            notes.append(sentence_of(error))
            return None
        typed = [row for row in request.POST.lists() if row[0] != "_language"]
        preview = Preview(published, notes, self.tool_url("change", record), language, typed)
        return visit(request, record, language, preview)

    def unseen_page(self, request, record, notes):
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": record,
            "title": _("See as public"),
            "notes": notes or [self.unseen],
        }
        return TemplateResponse(request, "admin/unseen.html", context)
