"""Everything the register knows of a country, for its page in the admin and for the director's brief alike."""

from dataclasses import dataclass

from partners.models import Country, CountryGroup, Membership

from . import agreed, known, promised
from .chapter import Asked, Chapter

# In the order of both. Another chapter is another line.
CHAPTERS = [
    known.priorities,
    known.partners,
    *agreed.RUNNING,
    agreed.negotiated,
    known.visits,
    promised.promises,
    agreed.money,
    known.contacts,
    known.declared,
    known.figures,
]


@dataclass
class Dossier:
    country: Country
    groups: list[str]
    chapters: list[Chapter]

    @property
    def holds_invented(self) -> bool:
        return any(line.invented for chapter in self.chapters for line in chapter.lines)

    @property
    def tells_money(self) -> bool:
        return any(chapter.id == "money" and chapter.lines for chapter in self.chapters)


def gather(country: Country, user, *, past: bool) -> Dossier:
    """Within the rights of who asks, in the current language; what is over or barely begun only where `past`.

    It asks the database as often for a large country as for a small one.
    """
    asked = Asked(country, user)
    chapters = [chapter for ask in [*CHAPTERS, *(agreed.PAST if past else [])] if (chapter := ask(asked))]
    member = Membership.objects.on(asked.day).filter(country=country)
    groups = [group.name for group in CountryGroup.objects.filter(pk__in=member.values("group"))]
    return Dossier(country, groups, [chapter for chapter in chapters if chapter.lines or chapter.empty])
