"""Take a merge back: both institutions as they were, and each row where it was; refused once either has changed."""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from inserm_intl.record_admin.sight import owners, seen
from inserm_intl.record_admin.stale_edit import changes
from partners.models import FormerAddress, Institution, Merge

from .changed import Changed
from .journal import Journal


def obstacles(merge: Merge, request) -> list[str]:
    """Why it cannot be undone, in sentences that name what has changed."""
    if merge.undone_at:
        return [_("This merge was undone already.")]
    kept = Institution.objects.filter(pk=merge.kept_key).first()
    if kept is None:
        return [gone(merge)]
    if kept.version != merge.version:
        said = _("“%(name)s” has been changed since.") % {"name": kept}
        return [said, *changes(kept, kept.version - merge.version)]
    return list(dict.fromkeys(moved(merge, request)))


def gone(merge: Merge) -> str:
    into = FormerAddress.objects.filter(key=merge.kept_key).select_related("institution").first()
    if into and into.institution:
        told = {"name": merge.kept_name, "into": into.institution}
        return _("“%(name)s” was itself merged into “%(into)s”: undo that merge first.") % told
    return _("“%(name)s” was deleted since.") % {"name": merge.kept_name}


def moved(merge: Merge, request) -> Iterator[str]:
    """What no longer points to where the merge has put it."""
    for model, keys in Journal(merge.journal).disturbed():
        known, found = owners(model, keys) or (model, set())
        for record in seen(known, request).filter(pk__in=found):
            yield _("%(noun)s “%(record)s” no longer points to it.") % {
                "noun": known._meta.verbose_name.capitalize(),
                "record": record,
            }
        if not found:
            yield _("%(noun)s that the merge had moved no longer exists.") % {
                "noun": model._meta.verbose_name.capitalize()
            }
        elif seen(known, request).filter(pk__in=found).count() < len(found):
            yield _("A record that you may not see has been changed since.")


def undo(merge: Merge, request) -> Institution:
    """Bring both back; return the one that was merged. The caller has asked for obstacles, in this transaction."""
    journal, changed = Journal(merge.journal), Changed()
    journal.undo()
    changed.add(journal)
    told = {"merged": merge.merged_name, "kept": merge.kept_name}
    changed.keep(request.user, _("The merge of “%(merged)s” into “%(kept)s” was undone.") % told)
    merged = Institution.objects.get(pk=merge.merged_key)
    # As they were before: what was merged into either of them earlier can be undone in its turn.
    for key, before in ((merge.kept_key, merge.version - 1), (merged.pk, merged.version - 1)):
        Merge.objects.filter(kept_key=key, version=before, undone_at=None).update(
            version=Institution.objects.filter(pk=key).values("version")
        )
    merge.undone_at, merge.undone_by = timezone.now(), request.user
    merge.save()
    return merged


def publishes(merge: Merge) -> bool:
    """Whether undoing it would put online, or take offline, one of the two."""
    now = Institution.objects.filter(pk=merge.kept_key, published=True).exists()
    return any(before != now for before in Journal(merge.journal).before(Institution, "published"))
