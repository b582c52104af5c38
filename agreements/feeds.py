"""Agreements as an Atom feed (RFC 4287): those to which something last happened first, at most fifty."""

import datetime

from django.utils.feedgenerator import Atom1Feed, rfc3339_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from inserm_intl.subscriptions import Subscription, language, lasting_id, marked, plain_text
from inserm_intl.templatetags.texts import called, told

from .filters import AgreementFilterSet
from .templatetags.lives import span, state

MOST = 50


def moment(day: datetime.date) -> datetime.datetime:
    """Atom knows moments only: a day is its beginning, in UTC."""
    return datetime.datetime.combine(day, datetime.time(), datetime.UTC)


class Feed(Atom1Feed):
    """Django's, with an identifier of its own, links that say what they lead to, and texts that say their language."""

    def add_root_elements(self, handler):
        feed = self.feed
        handler.addQuickElement("id", feed["id"])
        handler.addQuickElement("title", feed["title"])
        if feed["subtitle"]:
            handler.addQuickElement("subtitle", feed["subtitle"])
        handler.addQuickElement("link", "", {"rel": "self", "type": "application/atom+xml", "href": feed["feed_url"]})
        handler.addQuickElement("link", "", {"rel": "alternate", "type": "text/html", "href": feed["link"]})
        handler.addQuickElement("updated", rfc3339_date(feed["updated"]))
        handler.startElement("author", {})
        handler.addQuickElement("name", feed["author_name"])
        handler.endElement("author")

    def add_item_elements(self, handler, item):
        handler.addQuickElement("id", item["unique_id"])
        handler.addQuickElement("title", item["title"], {"xml:lang": item["language"]})
        handler.addQuickElement("link", "", {"rel": "alternate", "type": "text/html", "href": item["link"]})
        handler.addQuickElement("updated", rfc3339_date(item["updateddate"]))
        handler.addQuickElement("summary", item["description"])


class AgreementsFeed(Subscription):
    """An entry is updated on the last day on which something is publicly known to have happened to its agreement."""

    filterset = AgreementFilterSet
    name = "agreements:feed"
    list_name = "agreements:agreements"
    label = gettext_lazy("Atom feed")
    media_type = "application/atom+xml"
    use = gettext_lazy("to follow in a feed reader")

    def answer(self, question):
        rows = list(question.qs.shown(question.day).last_heard_of(MOST, question.day))
        feed = Feed(
            title=f"{_('Agreements')} – {_('International cooperation register')}",
            link=self.list_url(question),
            description="",
            subtitle=self.narrowed(question),
            language=language(),
            author_name=_("International cooperation register"),
            feed_url=self.url(question),
            feed_guid=self.lasting_id(question).urn,
            updated=moment(rows[0].latest_day if rows else question.day),
        )
        for agreement in rows:
            feed.add_item(**self.entry(question, agreement))
        return feed.writeString("utf-8")

    def entry(self, question, agreement) -> dict:
        title, spoken = told(agreement, "title")
        acronym = f"{agreement.acronym}, " if agreement.acronym else ""
        return {
            "unique_id": lasting_id("agreement", agreement.reference).urn,
            "title": marked(f"{agreement.reference} {acronym}{title}", agreement),
            "language": spoken,
            "link": self.record_url(question, agreement),
            "updateddate": moment(agreement.latest_day),
            "description": plain_text(self.summary(question, agreement)),
        }

    def summary(self, question, agreement) -> str:
        partners = [f"{called(party.institution)[0]} ({party.institution.country})" for party in agreement.partners]
        said = [
            _("Demonstration data: this record is invented.") if agreement.invented else "",
            told(agreement.instrument, "name")[0],
            str(state(agreement, question.day)["label"]),
            span(agreement),
            ", ".join(partners),
        ]
        return " · ".join(part for part in said if part)
