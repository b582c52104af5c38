"""Which institutions a typed name could be: the same but for accents, word order, letters or language.

A likeness is a number from 0 (nothing in common) to 1 (the same words in the same order). What
counts is the share of words in common: joining words weigh nothing, and words that many
institutions have ("university", "national") little, whatever their language.
"""

from difflib import SequenceMatcher
from functools import lru_cache, reduce
from operator import or_

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from inserm_intl.shapes import JOINING, initials, shape, shapes_of

from .models import Country, Institution

COMMON = {
    "academy": "academie academia accademia akademie",
    "center": "centre centro zentrum centrum",
    "college": "colegio collegio",
    "council": "conseil consejo conselho consiglio",
    "foundation": "fondation fundacion fundacao fondazione stiftung",
    "health": "sante salud saude salute gesundheit",
    "hospital": "hopital ospedale krankenhaus hospitals hopitaux",
    "institute": "institut instituto istituto institutes instituut",
    "international": "internacional internazionale",
    "laboratory": "laboratoire laboratorio labor laboratories",
    "medical": "medicale medica medico medicine medecine medicina medizinische",
    "ministry": "ministere ministerio ministero ministerium",
    "national": "nationale nacional nazionale",
    "research": "recherche recherches investigacion pesquisa ricerca forschung",
    "school": "ecole escuela escola scuola",
    "science": "sciences scientific scientifique ciencia ciencias scienze",
    "university": "universite universidad universidade universita universitat universiteit univ",
}
CANONICAL = {other: word for word, others in COMMON.items() for other in others.split()}
WEIGHT_OF_COMMON, NEARLY = 0.3, 0.8
# Of 1: less is no likeness; in another country than the one said, only nearly the same name is one.
ENOUGH, ENOUGH_ELSEWHERE = 0.6, 0.9
MOST_COMPARED = 200
MOST_WORDS = 8
MOST_LETTERS = 300
FIRST_UNSPACED = "\u2e80"  # Chinese and Japanese signs, and Korean ones, which are also longer words


def words(shaped: str) -> list[str]:
    """The words that count, each once; those that many institutions have in English."""
    said = [CANONICAL.get(word, word) for word in shaped.split()]
    return list(dict.fromkeys([word for word in said if word not in JOINING] or said))


def weight(word: str) -> float:
    return WEIGHT_OF_COMMON if word in COMMON else 1


@lru_cache(maxsize=20_000)
def same_word(one: str, other: str) -> float:
    """1 for the same word; less for one that begins with the other, or differs by a letter or two."""
    if one == other:
        return 1
    short, long = sorted((one, other), key=lambda word: (len(word), word))
    if len(short) > 2 and long.startswith(short):
        return min(0.9, len(short) / len(long))
    if not short.isascii() and len(short) > 1 and short in long:  # scripts that are written without spaces
        return 0.9
    if len(short) < 4 or len(long) - len(short) > 2:
        return 0
    ratio = SequenceMatcher(None, short, long, autojunk=False).ratio()
    return ratio if ratio >= NEARLY else 0


def likeness(one: str, other: str) -> float:
    """How alike two shapes of names are."""
    if not (one and other):
        return 0
    if one == other:
        return 1
    if initials(other) == one or initials(one) == other:
        return 0.95
    first, second = words(one), words(other)
    total = sum(map(weight, [*first, *second]))
    return min(0.99, (found_in(second, first) + found_in(first, second)) / total)


def found_in(all_words: list[str], some: list[str]) -> float:
    """The weight of those words that are also among others."""
    return sum(weight(word) * max((same_word(word, other) for other in all_words), default=0) for word in some)


def names_of(institution) -> list[str]:
    """The shapes of all names that it has."""
    return shapes_of(institution, institution._meta.get_field("shapes").sources)


def beginnings(word: str) -> list[str]:
    """What another word must hold to be like it: its first letters at the start of a word.

    Of scripts that are written without spaces, two signs that follow each other anywhere.
    """
    if word < FIRST_UNSPACED:
        return [f" {word[:3]}"]
    return [word[place : place + 2] for place in range(max(1, min(len(word), MOST_WORDS) - 1))]


def telling(shaped: str) -> list[str]:
    """The words that set a name apart; all where it has none."""
    said = shaped.split()
    return [word for word in said if word not in JOINING and word not in CANONICAL and word not in COMMON] or said


def candidates(rows: QuerySet, shaped: str) -> QuerySet:
    """Rows whose `shapes` hold the beginning of a telling word; those with most of the words first."""
    said = shaped.split()[:MOST_WORDS]
    apart = [*telling(" ".join(said)), *filter(None, [initials(shaped)])]
    asked = reduce(or_, (Q(shapes__contains=start) for word in apart for start in beginnings(word)))
    return rows.filter(asked).order_by(held([*said, *apart]).desc(), "pk")


def held(words: list[str]):
    """How many of the words a row's `shapes` hold."""
    each = (Case(When(shapes__contains=word, then=Value(1)), default=Value(0)) for word in words)
    return sum(each, Value(0, IntegerField()))


def alike(
    text: str, country: Country | str | None = None, limit: int = 5, *, among: QuerySet[Institution] | None = None
) -> list[Institution]:
    """The institutions that a typed name could be, the likest first; `likeness` is set on each.

    Published or not: for staff only. With a country, those of other countries only where the name
    is nearly the same. `among` narrows whom to look at (default: all institutions).
    """
    shaped, code = shape(text[:MOST_LETTERS]), getattr(country, "pk", country)
    if not shaped:
        return []
    rows = Institution.objects.all() if among is None else among
    found = list(candidates(rows.select_related("country"), shaped)[:MOST_COMPARED])
    for institution in found:
        institution.likeness = max((likeness(shaped, name) for name in names_of(institution)), default=0)
    enough = [row for row in found if row.likeness >= (ENOUGH if code in (None, row.country_id) else ENOUGH_ELSEWHERE)]
    return sorted(enough, key=lambda row: (row.country_id != code, -row.likeness, row.sort_fr, row.pk))[:limit]
