"""What the search shows of a record of each noun, and the other names and texts by which it can be found."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, NamedTuple

from django.utils.translation import get_language, ngettext

from agreements.models import Activity, Agreement, Call, Deadline, Document, ExchangeProgramme, Instrument
from inserm_intl.marking import marked
from inserm_intl.models import Page
from inserm_intl.templatetags.texts import ORDER, called, in_language, told
from partners.models import Contact, Cooperation, Country, Institution

PARTNERS_SHOWN = 3


class Text(NamedTuple):
    """Words, and their language where it is recorded: it is not of an acronym, a reference, a former name."""

    words: str
    language: str = ""

    def marked(self, asked: list[str], start: int = 0, end: int | None = None) -> str:
        html = marked(self.words, asked, start, end)
        return in_language(html, self.language) if self.language else html


@dataclass
class Description:
    """What is shown of a record: a title, facts; the other names that it answers to; texts in Markdown."""

    title: Text
    facts: list[list[Text]]  # each of one or more texts: an institution, its country
    names: Iterable[Text] = ()
    texts: list[Text] = field(default_factory=list)
    reference: str = ""
    kind: str = ""  # is not asked, so not marked
    introduces: bool = False  # an extract of its text is always shown


def in_every_language(record, name: str) -> list[Text]:
    """A translated field in each language that it has, the reader's first."""
    languages = dict.fromkeys([get_language() or "fr", *ORDER])
    return [Text(words, language) for language in languages if (words := getattr(record, f"{name}_{language}"))]


def names_of_country(country) -> list[Text]:
    return [*in_every_language(country, "name"), Text(country.code), Text(country.iso3)]


def names_of_institution(institution) -> list[Text]:
    return [
        *in_every_language(institution, "name"),
        Text(institution.native_name, institution.native_language),
        Text(institution.acronym),
        *map(Text, institution.aliases.splitlines()),
        Text(institution.city),
        Text(institution.ror_id or ""),
        *names_of_country(institution.country),
    ]


def with_country(institution) -> list[Text]:
    return [Text(*called(institution)), Text(*told(institution.country, "name"))]


def country(row: Country) -> Description:
    facts = [[Text(*told(row.subregion, "name"))]] if row.subregion else []
    return Description(Text(*told(row, "name")), facts, names_of_country(row))


def institution(row: Institution) -> Description:
    facts = [[Text(row.acronym)], [Text(row.city), Text(*told(row.country, "name"))]]
    return Description(Text(*called(row)), facts, names_of_institution(row))


def agreement(row: Agreement) -> Description:
    more = len(row.partners) - PARTNERS_SHOWN
    facts = [with_country(party.institution) for party in row.partners[:PARTNERS_SHOWN]]
    if more > 0:
        facts.append([Text(ngettext("and %(count)s other", "and %(count)s others", more) % {"count": more})])
    names = (name for party in row.shown_parties for name in names_of_institution(party.institution))
    return Description(
        Text(*told(row, "title")),
        [[Text(row.acronym)], *facts],
        chain(in_every_language(row, "title"), names),
        reference=row.reference,
        kind=row.instrument.short,
    )


def programme(row: ExchangeProgramme) -> Description:
    facts = [with_country(institution) for institution in row.shown_institutions[:PARTNERS_SHOWN]]
    texts = in_every_language(row, "summary")
    names = in_every_language(row, "title")
    return Description(Text(*told(row, "title")), facts, names, texts, kind=row.get_kind_display())


def call(row: Call) -> Description:
    names = chain.from_iterable(
        in_every_language(*text) for text in ((row, "title"), (row, "funding"), (row.programme, "title"))
    )
    texts = in_every_language(row.programme, "summary")
    facts = [[Text(*told(row.programme, "title"))], [Text(*told(row, "funding"))]]
    return Description(Text(*told(row, "title")), facts, names, texts, kind=row.state_label)


def activity(row: Activity) -> Description:
    facts = [[Text(row.city), Text(*told(row.country, "name"))]]
    names = in_every_language(row, "title")
    return Description(Text(*told(row, "title")), facts, names, reference=row.reference, kind=row.get_kind_display())


def instrument(row: Instrument) -> Description:
    names = [*in_every_language(row, "name"), *in_every_language(row, "expansion"), Text(row.code)]
    return Description(Text(*told(row, "name")), [[Text(row.acronym)]], names)


def contact(row: Contact) -> Description:
    facts = [[Text(row.function)], with_country(row.institution), [Text(row.email)], [Text(row.phone)]]
    return Description(Text(row.name or row.email), facts, names_of_institution(row.institution))


def document(row: Document) -> Description:
    of = row.agreement or row.activity
    facts = [[Text(row.original_name)], [Text(of.reference), Text(*told(of, "title"))]]
    return Description(Text(str(row)), facts, in_every_language(of, "title"), kind=row.get_media_type_display())


def cooperation(row: Cooperation) -> Description:
    place = with_country(row.institution) if row.institution else [Text(*told(row.country, "name"))]
    names = names_of_institution(row.institution) if row.institution else names_of_country(row.country)
    return Description(Text(str(row.unit), "fr"), [place, [Text(str(row.year))]], names, reference=row.reference)


def deadline(row: Deadline) -> Description:
    return Description(Text(row.heading), [[Text(row.due_shown)]], kind=row.get_kind_display())


def by_its_name(row) -> Description:
    """Of a noun that only staff search and that needs no more than its name."""
    return Description(Text(str(row)), [])


def page(row: Page) -> Description:
    texts = in_every_language(row, "body")
    return Description(Text(*told(row, "title")), [], in_every_language(row, "title"), texts, introduces=True)


DESCRIBED: dict[type, Callable[[Any], Description]] = {
    Country: country,
    Institution: institution,
    Agreement: agreement,
    ExchangeProgramme: programme,
    Call: call,
    Activity: activity,
    Instrument: instrument,
    Page: page,
    Contact: contact,
    Document: document,
    Deadline: deadline,
    Cooperation: cooperation,
}
