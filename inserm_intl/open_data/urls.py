from django.urls import include, path

from . import views
from .harvesting import views as harvesting

app_name = "data"
of_version_1 = [
    path("", views.Index.as_view(), name="index"),
    path("<slug:noun>.schema.json", harvesting.TableSchema.as_view(), name="table-schema"),
    path("<slug:noun>/", views.Answer.as_view(), name="noun"),
]
urlpatterns = [
    path("api/v1/", include(of_version_1)),
]
