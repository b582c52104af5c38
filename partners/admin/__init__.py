"""The register's side of the partners: one file per family of nouns."""

from . import contact, cooperation, country, figure, group, institution, merge, registry, research, upstream

__all__ = [
    "contact",
    "cooperation",
    "country",
    "figure",
    "group",
    "institution",
    "merge",
    "registry",
    "research",
    "upstream",
]
