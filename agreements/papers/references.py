"""Which contents are still named: by a document, or by a version of one that somebody may want back."""

from collections.abc import Set
from pathlib import Path

from reversion.models import Version

from agreements.models import Document

from . import vault


def of_documents():
    """The hash and size of each content that a document has, and one of those documents."""
    return Document.objects.order_by("sha256", "pk").values_list("sha256", "size", "pk")


def of_versions() -> set[str]:
    """The hashes that versions of documents name, of deleted ones too."""
    versions = Version.objects.get_for_model(Document).iterator(chunk_size=500)
    return {version.field_dict["sha256"] for version in versions}


def named() -> set[str]:
    return {sha256 for sha256, *_rest in of_documents()} | of_versions()


def is_named(sha256: str) -> bool:
    return Document.objects.filter(sha256=sha256).exists() or sha256 in of_versions()


def orphans(age: float, known: Set[str] | None = None) -> list[Path]:
    """The files that nothing names, last touched so many days ago."""
    known = named() if known is None else known
    return [path for path in vault.files(older_than_days=age) if path.name not in known]
