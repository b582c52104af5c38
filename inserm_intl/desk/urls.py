"""The staff's own pages, beside those of the admin; the desk takes the place of its first page."""

from django.contrib import admin
from django.urls import path

from . import page

app_name = "desk"
urlpatterns = [
    path("", admin.site.admin_view(page.desk), name="desk"),
]
