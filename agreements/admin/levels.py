"""How confidential a record is: only a publisher lowers it, and nobody puts one out of their own sight."""

from django import forms
from django.contrib import admin

from agreements.models import Confidentiality


class OffersLevels(forms.ModelForm):
    # Set for each request by the admin.
    user = None

    def offer_levels(self):
        if field := self.fields.get("confidentiality"):
            field.choices = [(level.value, level.label) for level in self.levels()]

    def levels(self) -> list[Confidentiality]:
        levels, now = list(Confidentiality), self.instance.confidentiality
        if self.instance.pk and not self.user.has_perm(f"agreements.publish_{self.instance._meta.model_name}"):
            levels = levels[levels.index(now) :]
        if not self.user.has_perm("agreements.see_restricted"):
            levels = [level for level in levels if level != Confidentiality.RESTRICTED]
        return levels


class KeepsLevel(admin.ModelAdmin):
    def may_return_to(self, request, version, stored):
        """Nor to where it was less confidential; what was restricted when it was deleted stays out of sight."""
        before = version.field_dict.get("confidentiality")
        if not request.user.has_perm("agreements.see_restricted") and before == Confidentiality.RESTRICTED:
            return False
        levels = Confidentiality.values
        lowers = stored and levels.index(before) < levels.index(stored.confidentiality)
        may_lower = self.has_publish_permission(request) or not lowers
        return may_lower and super().may_return_to(request, version, stored)
