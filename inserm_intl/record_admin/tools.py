"""What can be done with a record besides changing its fields: buttons above its form, and their pages."""

from typing import NamedTuple

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.urls import URLPattern, path, reverse


class Tool(NamedTuple):
    """A link to a page or, where it `posts`, a button that does it at once."""

    label: str
    url: str
    posts: bool = False


class HasTools(admin.ModelAdmin):
    def tools(self, request, record) -> list[Tool]:
        """Those that this user may use on this record as it is."""
        return []

    def tool_name(self, name: str) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}_{name}"

    def tool_url(self, name: str, record) -> str:
        return reverse(f"admin:{self.tool_name(name)}", args=[record.pk])

    def tool_path(self, name: str, view, needs: str = "change") -> URLPattern:
        """The address of `view(request, record)`, for those who have that permission on the record."""

        def opened(request, object_id):
            record = self.get_object(request, unquote(object_id))
            if record is None:
                return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
            if not getattr(self, f"has_{needs}_permission")(request, record):
                raise PermissionDenied
            return view(request, record)

        return path(f"<path:object_id>/{name}/", self.admin_site.admin_view(opened), name=self.tool_name(name))

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["tools"] = self.tools(request, obj) if obj and not context.get("revert") else []
        return super().render_change_form(request, context, add, change, form_url, obj)
