"""Publishing is an act of its own: as actions on the list, and only for those who have the permission."""

from django.contrib import admin, messages
from django.contrib.auth import get_permission_codename
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, override
from reversion import create_revision, set_user

from .past.keeping import keep_first


class Publishes(admin.ModelAdmin):
    """Does nothing for nouns that are always public."""

    # What only a publisher may change, besides `confidentiality`.
    guarded = ("published", "negotiation_published")

    def guarded_fields(self) -> list[str]:
        names = {field.name for field in self.opts.fields}
        return [name for name in self.guarded if name in names]

    def has_publish_permission(self, request) -> bool:
        codename = get_permission_codename("publish", self.opts)
        return bool(self.guarded_fields()) and request.user.has_perm(f"{self.opts.app_label}.{codename}")

    def get_readonly_fields(self, request, obj=None):
        names = tuple(super().get_readonly_fields(request, obj))
        return names if self.has_publish_permission(request) else (*names, *self.guarded_fields())

    @admin.action(permissions=["publish"], description=gettext_lazy("Publish the chosen records"))
    def publish(self, request, queryset):
        done = self.set_published(request, queryset, True)
        text = ngettext("%(count)s record was published.", "%(count)s records were published.", done)
        messages.success(request, text % {"count": done})

    @admin.action(permissions=["publish"], description=gettext_lazy("Withdraw the chosen records from the public site"))
    def unpublish(self, request, queryset):
        done = self.set_published(request, queryset, False)
        text = ngettext("%(count)s record was withdrawn.", "%(count)s records were withdrawn.", done)
        messages.success(request, text % {"count": done})

    actions = ("publish", "unpublish")

    def set_published(self, request, queryset, published: bool) -> int:
        """Each record in a transaction and a revision of its own: one that is blocked stops no other."""
        keys = list(queryset.values_list("pk", flat=True))
        return sum(self.set_one_published(request, key, published) for key in keys)

    def set_one_published(self, request, key, published: bool) -> bool:
        if record := self.get_queryset(request).order_by().filter(pk=key).first():
            keep_first(record)
        with create_revision():
            set_user(request.user)
            rows = self.get_queryset(request).order_by().select_for_update(of=("self",))
            record = rows.filter(pk=key).exclude(published=published).first()
            if record is None:
                return False
            record.published = published
            if published and (blocks := self.blocks(record)):
                messages.error(request, f"{record} – {' '.join(blocks)}")
                return False
            record.version += 1
            record.save()
            with override(None):
                label = str(self.opts.get_field("published").verbose_name)
            self.log_change(request, record, [{"changed": {"fields": [label]}}])
            return True

    def blocks(self, record) -> list[str]:
        """Why the record as it stands cannot be published, in sentences."""
        try:
            record.full_clean()
        except ValidationError as error:
            return list(dict.fromkeys(self.sentences(error)))
        return []

    def sentences(self, error: ValidationError):
        for name, texts in error.message_dict.items():
            for text in texts:
                label = "" if name == "__all__" else self.opts.get_field(name).verbose_name
                yield _("%(field)s: %(text)s") % {"field": capfirst(label), "text": text} if label else text
