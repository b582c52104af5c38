"""The register's side of the partners: one file per family of nouns."""

from . import cooperation, country, figure, group, institution, research

__all__ = ["cooperation", "country", "figure", "group", "institution", "research"]
