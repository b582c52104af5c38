"""How a name looks, beyond what folding ignores: letters of other alphabets that one takes for Latin ones, and dots.

A name typed with a Cyrillic А or a Greek Ο has the shape of the one typed with Latin letters, so
that a second entry of it is noticed. A whole name in Greek gets a shape that spells nothing; it is
only ever compared with other shapes.
"""

import re

from django.db.models import Q

from .folding import FoldedField, fold

# Small letters, after folding; some look Latin only as the capitals that they were typed as (В, Η).
ALIKE = str.maketrans(
    "авекмнорстухіјѕһѵԁԛԝӏ" + "αβεζηικμνορτυχϳ" + "օսոհ" + "ɑɡɩ",
    "abekmhopctyxijshvdqwl" + "abezhikmnoptyxj" + "ounh" + "agi",
)
DOTTED = re.compile(r"(?<!\w)(\w)\.")
OF_AND_THE = """
    a al and at au aux d da das de del della der des di die do dos du e et for fur i in l la le les of on pour the
    und van von y
"""
JOINING = frozenset(OF_AND_THE.split())


def shape(text: str) -> str:
    """What a text looks like, word by word: "I.N.S.E.R.M. (Paris)" -> "inserm paris"."""
    return " ".join(re.findall(r"\w+", DOTTED.sub(r"\1", fold(text).translate(ALIKE))))


def initials(shaped: str) -> str:
    """Those of a shape's words, joining words left out; empty where they are too few to be an acronym."""
    letters = "".join(word[0] for word in shaped.split() if word not in JOINING)
    return letters if len(letters) > 2 else ""


class ShapeField(FoldedField):
    """The stored shapes of a row's names, a line each; then their initials, and the shapes of what is no name of it.

    `named` and `named_from` find names in it; each word follows a space, as in other folded columns.
    """

    def __init__(self, *sources: str, also: tuple[str, ...] = (), **options):
        self.also = tuple(also)
        super().__init__(*sources, **options)

    def deconstruct(self):
        name, path, sources, options = super().deconstruct()
        return name, path, sources, {**options, **({"also": self.also} if self.also else {})}

    @property
    def texts(self) -> tuple[str, ...]:
        return (*self.sources, *self.also)

    def folded(self, instance) -> str:
        names = shapes_of(instance, self.sources)
        others = [*map(initials, names), *shapes_of(instance, self.also)]
        lines = [*(f"\n {name}" for name in names), "\n", *(f"\t {text}" for text in dict.fromkeys(others) if text)]
        return "".join(lines) if names else ""


def shapes_of(instance, columns) -> list[str]:
    """The shapes of all lines of some columns, each once."""
    texts = (str(text) for column in columns if (text := getattr(instance, column)))
    return list(dict.fromkeys(filter(None, (shape(line) for text in texts for line in text.splitlines()))))


def named(shaped: str) -> Q:
    """The shape is that of one of the names."""
    return Q(shapes__contains=f"\n {shaped}\n")


def named_from(shaped: str) -> Q:
    """One of the names begins with the shape."""
    return Q(shapes__contains=f"\n {shaped}")
