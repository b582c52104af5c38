"""The register's side of the partners: one file per family of nouns."""

from . import country, group, institution, research

__all__ = ["country", "group", "institution", "research"]
