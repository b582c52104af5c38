"""How a name looks, beyond what folding ignores: letters of other alphabets that one takes for Latin ones, and dots.

A name typed with a Cyrillic А or a Greek Ο has the shape of the one typed with Latin letters, so
that a second entry of it is noticed. A whole name in Greek gets a shape that spells nothing; it is
only ever compared with other shapes.
"""

import re

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
    """The stored shapes of other fields of the row, line by line, then the initials of each line."""

    def folded(self, instance) -> str:
        texts = (str(text) for source in self.sources if (text := getattr(instance, source)))
        shapes = dict.fromkeys(shape(line) for text in texts for line in text.splitlines())
        return "".join(f" {text}" for text in dict.fromkeys([*shapes, *map(initials, shapes)]) if text)
