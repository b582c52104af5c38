"""The staff's own pages, beside those of the admin; the desk takes the place of its first page."""

from django.contrib import admin
from django.urls import path

from agreements.personal import page as personal_data

from . import brief_page, country_page, finding, page, preferences, to_complete

app_name = "desk"
urlpatterns = [
    path("", admin.site.admin_view(page.desk), name="desk"),
    path("search/", admin.site.admin_view(finding.search), name="search"),
    path("countries/<str:code>/", admin.site.admin_view(country_page.country), name="country"),
    path("brief/", admin.site.admin_view(brief_page.brief), name="brief"),
    path("preferences/", admin.site.admin_view(preferences.page), name="preferences"),
    path("personal-data/", admin.site.admin_view(personal_data.page), name="personal-data"),
    path("to-complete/", admin.site.admin_view(to_complete.board), name="to-complete"),
]
