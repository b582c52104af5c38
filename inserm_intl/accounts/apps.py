from django.contrib.admin.apps import AdminConfig


class RegisterConfig(AdminConfig):
    """The admin, with doors of its own."""

    default_site = "inserm_intl.accounts.site.Register"
