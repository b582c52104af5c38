"""Chance, in the words of the register."""

from datetime import date, timedelta
from random import Random

# What visitors look for: private records are called by the same words as public ones.
SAID = [
    "Riken", "Œil et cerveau", "université de Heidelberg", "appel ouvert", "accord-cadre", "Kobé", "virus Zika",
    "santé publique", "réseau de neurones", "Fiocruz", "cancer", "laboratoire associé",
]  # fmt: skip
FIRST, LAST = date(2006, 1, 1), date(2030, 12, 28)


class Dice(Random):
    def maybe(self, probability: float = 0.5) -> bool:
        return self.random() < probability

    def one(self, rows, probability: float = 1.0):
        """One of them; None where there is none, or as often as the probability leaves."""
        return self.choice(rows) if rows and self.maybe(probability) else None

    def some(self, rows, most: int = 3) -> list:
        """Up to so many of them, in no order."""
        return self.sample(rows, self.randint(0, min(most, len(rows))))

    def day(self, first: date = FIRST, last: date = LAST) -> date:
        return first + timedelta(self.randint(0, (last - first).days))

    def said(self) -> str:
        return " ".join(self.sample(SAID, 2))

    def titled(self, name: str = "title") -> dict[str, str]:
        """A text in French, and often in the other languages."""
        spoken = {language: self.said() if self.maybe(0.6) else "" for language in ("en", "es")}
        return {f"{name}_fr": self.said(), **{f"{name}_{language}": text for language, text in spoken.items()}}

    def provenance(self) -> dict:
        """What every content noun has; the source must be there to publish a figure."""
        return {
            "invented": self.maybe(0.2),
            "source_url": f"https://example.org/{self.randint(1, 99)}",
            "internal_note": self.said().casefold(),
        }
