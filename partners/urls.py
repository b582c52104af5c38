from django.urls import path

from . import views

app_name = "partners"
urlpatterns = [
    path("partners/", views.Institutions.as_view(), name="institutions"),
    path("partners/<slug:slug>/", views.InstitutionPage.as_view(), name="institution"),
    path("countries/", views.Countries.as_view(), name="countries"),
    path("cooperations/", views.Cooperations.as_view(), name="cooperations"),
    path("countries/<slug:code>/", views.CountryPage.as_view(), name="country"),
]
