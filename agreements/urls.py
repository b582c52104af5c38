from django.urls import path

from . import calendar, calls, documents, feeds, views

app_name = "agreements"
urlpatterns = [
    path("agreements/", views.Agreements.as_view(), name="agreements"),
    path("agreements/<slug:reference>/", views.AgreementPage.as_view(), name="agreement"),
    path("agreements/<slug:reference>/documents/<slug:fingerprint>/", documents.fetch, name="document"),
    path("programmes/", views.Programmes.as_view(), name="programmes"),
    path("programmes/<slug:slug>/", views.ProgrammePage.as_view(), name="programme"),
    path("programmes/<slug:programme__slug>/calls/<slug:slug>/", calls.CallPage.as_view(), name="call"),
    path("calls/", calls.Calls.as_view(), name="calls"),
    path("activities/", views.Activities.as_view(), name="activities"),
    path("activities/<slug:reference>/", views.ActivityPage.as_view(), name="activity"),
    path("feeds/agreements.atom", feeds.AgreementsFeed.as_view(), name="feed"),
    path("feeds/calls.ics", calendar.CallsCalendar.as_view(), name="calendar"),
    path("instruments/", views.Instruments.as_view(), name="instruments"),
    path("instruments/<slug:code>/", views.InstrumentPage.as_view(), name="instrument"),
]
