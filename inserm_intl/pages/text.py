"""A page written by staff: the policy and its parts, the legal notice, accessibility."""

from inserm_intl.answers import RecordPage
from inserm_intl.models import Page


class TextPage(RecordPage):
    model = Page
    template_name = "pages/text.html"

    def facts(self, record, day, *, draft):
        """The pages of the same section, `policy` and all `policy/…`, where there is more than one."""
        section = record.slug.split("/")[0]
        rows = Page.objects.public().filter(slug__regex=rf"^{section}(/|$)").only("slug", "title", "order")
        pages = list(rows)
        return {"section": pages if len(pages) > 1 else []}
