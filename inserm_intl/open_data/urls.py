from django.urls import path

from . import views

app_name = "data"
urlpatterns = [
    path("", views.Index.as_view(), name="index"),
    path("<slug:noun>/", views.Answer.as_view(), name="noun"),
]
