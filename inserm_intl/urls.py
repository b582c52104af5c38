"""The site map. Public pages stand under their language; data and the register do not."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path, register_converter
from django.urls.converters import StringConverter

from agreements.deadlines.my_calendar import my_calendar

from . import pages


class PageAddress(StringConverter):
    """Small words joined by hyphens and slashes: `policy/strategy`."""

    regex = "[a-z0-9-]+(?:/[a-z0-9-]+)*"


register_converter(PageAddress, "page")

urlpatterns = [
    # Django's shortcut would tell the address of a record to staff who may not see it; nothing needs it.
    path("admin/r/<path:record>", pages.errors.nothing_here),
    path("admin/", include("inserm_intl.desk.urls")),
    path("admin/", admin.site.urls),
    path("account/", include("inserm_intl.accounts.urls")),
    path("", include("inserm_intl.open_data.urls")),
    path("calendar/<str:token>.ics", my_calendar, name="my-calendar"),
    path("i18n/", include("django.conf.urls.i18n")),
    path("health/live", pages.health.live),
    path("health/ready", pages.health.ready),
    path("robots.txt", pages.robots.robots),
    path("sitemap.xml", pages.sitemap.sitemap),
    path("sitemap-<slug:section>.xml", pages.sitemap.section, name="sitemap-section"),
    path(".well-known/security.txt", pages.robots.security),
    *i18n_patterns(
        path("", pages.home.home, name="home"),
        path("key-figures/", pages.key_figures.key_figures, name="key-figures"),
        path("map/", pages.world_map.WorldMap.as_view(), name="map"),
        path("search/", pages.search.search, name="search"),
        path("open-data/", pages.open_data.OpenDataPage.as_view(), {"slug": "open-data"}, name="open-data"),
        path("privacy/", pages.privacy.PrivacyPage.as_view(), {"slug": "privacy"}, name="page"),
        path("", include("partners.urls")),
        path("", include("agreements.urls")),
        path("<page:slug>/", pages.text.TextPage.as_view(), name="page"),
    ),
]

handler400 = pages.errors.bad_request
handler403 = pages.errors.forbidden
handler404 = pages.errors.not_found
handler429 = pages.errors.too_many
handler500 = pages.errors.server_error
