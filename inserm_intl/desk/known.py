"""Chapters on a country's partners, contacts, visits, declared collaborations, published figures and priorities."""

from django.db.models import Count, Prefetch, Q
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from agreements.models import Activity, Agreement, AgreementContact
from agreements.models.activity import Status
from inserm_intl.record_admin.officers import name_of
from inserm_intl.search.extracts import blocks
from inserm_intl.templatetags.texts import called, dates, told
from partners.models import Contact, Cooperation, Institution, KeyFigure, Priority
from partners.models.spans import covers

from .chapter import Asked, Chapter, first_of
from .line import Line, address

LAST_VISITS, LAST_YEARS = 15, 10


def partners(asked: Asked) -> Chapter | None:
    """All of them, those that no visitor sees and the prospects too; each says so."""
    if not asked.may("partners.view_institution"):
        return None
    found = Institution.objects.filter(country=asked.country).select_related("officer")
    rows, count = first_of(found.order_by("prospect", f"sort_{get_language() or 'fr'}", "pk"))
    return Chapter(
        "partners",
        _("Partners"),
        [_("Institution"), _("Kind"), _("City"), _("Follow-up")],
        [partner(row) for row in rows],
        count,
        _("No institution is entered."),
        asked.list_of(Institution),
    )


def partner(row: Institution) -> Line:
    name, language = called(row)
    name = f"{name} ({row.acronym})" if row.acronym and row.acronym != name else name
    said = [
        ": ".join(filter(None, [_("Prospect"), row.prospect_source])) if row.prospect else "",
        "" if row.published else _("not published"),
        name_of(row.officer) if row.officer else "",
    ]
    cells = [str(row.get_kind_display()), row.city, " · ".join(filter(None, said))]
    return Line(address(Institution, "change", row.pk), name, cells, language, row.invented)


def visits(asked: Asked) -> Chapter | None:
    """The last visits, seminars and missions, announced ones first; and what they led to."""
    if not asked.may("agreements.view_activity"):
        return None
    led_to = Prefetch("led_to_agreements", Agreement.objects.seen_by(asked.user), to_attr="seen_agreements")
    found = Activity.objects.filter(country=asked.country).order_by("-starts_on", "reference")
    rows = list(
        found.prefetch_related(led_to, "led_to_activities", "institutions", "identifications__institution")[
            :LAST_VISITS
        ]
    )
    return Chapter(
        "visits",
        _("Last visits and missions"),
        [_("Activity"), _("When"), _("With"), _("What it led to")],
        [visit(row) for row in rows],
        len(rows) if len(rows) < LAST_VISITS else found.count(),
        _("No visit, seminar or mission is entered."),
        asked.list_of(Activity),
    )


def visit(row: Activity) -> Line:
    title, language = told(row, "title")
    status = "" if row.status == Status.HELD else f" ({str(row.get_status_display()).lower()})"
    name = f"{row.get_kind_display()}{status} – {title}"
    institutions = ", ".join(str(one) for one in row.institutions.all())
    outcome = ", ".join(str(one) for one in [*row.seen_agreements, *row.led_to_activities.all()])
    identified = ", ".join(str(one.institution) for one in row.identifications.all())
    if identified:
        outcome = "\n".join(filter(None, [outcome, _("Identified: %(names)s") % {"names": identified}]))
    cells = [dates(row), ", ".join(filter(None, [institutions, row.city])), outcome]
    return Line(address(Activity, "change", row.pk), name, cells, language, row.invented)


def contacts(asked: Asked) -> Chapter | None:
    """Those that may still be kept."""
    if not asked.may("partners.view_contact"):
        return None
    agreements = AgreementContact.objects.filter(agreement__in=Agreement.objects.seen_by(asked.user))
    found = Contact.objects.kept(asked.day).filter(institution__country=asked.country).select_related("institution")
    parts = Prefetch("agreements", agreements.select_related("agreement"), to_attr="parts")
    rows, count = first_of(found.prefetch_related(parts).order_by("institution__sort_fr", "name", "function", "pk"))
    return Chapter(
        "contacts",
        _("Contacts"),
        [_("Contact"), _("Institution"), _("E-mail and phone"), _("In agreements")],
        [contact(row) for row in rows],
        count,
        _("No contact is entered."),
        asked.list_of(Contact, retention="kept"),
    )


def contact(row: Contact) -> Line:
    parts = [f"{part.agreement.reference} ({str(part.get_role_display()).lower()})" for part in row.parts]
    cells = [str(row.institution), "\n".join(filter(None, [row.email, row.phone])), ", ".join(parts)]
    return Line(address(Contact, "change", row.pk), str(row), cells, invented=row.invented)


def declared(asked: Asked) -> Chapter | None:
    if not asked.may("partners.view_cooperation"):
        return None
    counts = Cooperation.objects.filter(country=asked.country).order_by().values("year").annotate(
        count=Count("pk"), units=Count("unit", distinct=True), invented=Count("pk", Q(invented=True))
    )  # fmt: skip
    years = list(counts.order_by("-year")[:LAST_YEARS])
    return Chapter(
        "declared",
        _("Collaborations declared by units"),
        [_("Year"), _("Collaborations"), _("Research units")],
        [
            Line(
                asked.list_of(Cooperation, year=row["year"]),
                str(row["year"]),
                [str(row["count"]), str(row["units"])],
                invented=bool(row["invented"]),
            )
            for row in years
        ],
        len(years),
        _("No collaboration was declared."),
        caution=_("Not agreements: the two are never added up."),
    )


def figures(asked: Asked) -> Chapter | None:
    if not asked.may("partners.view_keyfigure"):
        return None
    found = KeyFigure.objects.filter(country=asked.country).select_related("indicator")
    rows, count = first_of(found.order_by("indicator__order", "indicator__code", "-year", "slug"))
    return Chapter(
        "figures",
        _("Key figures"),
        [_("Figure"), _("Year"), _("Value")],
        [
            Line(
                address(KeyFigure, "change", row.pk),
                told(row.indicator, "name")[0],
                [row.told_year, capfirst(row.told)],
                told(row.indicator, "name")[1],
                row.invented,
            )
            for row in rows
        ],
        count,
    )


def priorities(asked: Asked) -> Chapter | None:
    """In their period today, published or not."""
    if not asked.may("partners.view_priority"):
        return None
    found = Priority.objects.filter(covers(asked.day)).for_country(asked.country.pk, asked.day)
    rows, count = first_of(found)
    lines = [
        Line(address(Priority, "change", row.pk), "\n".join(blocks(text)), [], language, row.invented)
        for row in rows
        for text, language in [told(row, "text")]
    ]
    return Chapter("priorities", _("Priorities"), [_("Priority")], lines, count)
