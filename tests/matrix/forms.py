"""What a page of the admin would have a browser send, with something changed in it."""

from tests.admin_forms import SentFields
from tests.matrix.asking import Answer

# In every page: the language, and the way out.
OF_EVERY_PAGE = ("/i18n/setlang/", "/account/logout/", "/admin/logout/")
TYPED = ("title_fr", "name_fr", "what", "name", "username", "text_fr", "note", "assessed_by", "why", "internal_note")
CONFIRMED = {"post": "yes", "_save": "1"}


class AnyForm(SentFields):
    """The fields of a page's own forms, whatever they are called."""

    def handle_starttag(self, tag, attributes):
        super().handle_starttag(tag, attributes)
        said = dict(attributes)
        if tag == "form":
            self.inside = said.get("method", "").lower() == "post" and said.get("action") not in OF_EVERY_PAGE


def forged(page: Answer | None) -> dict:
    """The page's fields, each sentence in them another; of what has no page, what confirms an act."""
    if page is None or not page.headers.get("Content-Type", "").startswith("text/html"):
        return CONFIRMED
    found = AnyForm("")
    found.feed(page.body.decode())
    found.fields.pop("csrfmiddlewaretoken", None)  # it is the administrator's; whoever asks has one of their own
    return {**found.fields, **{name: "forged" for name in found.fields if name in TYPED}, **CONFIRMED}
