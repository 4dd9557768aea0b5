"""Addresses at the werkplek; `zwolle.urls` puts them under the same path as those of the teams."""

from django.urls import path

from insight.views import capacity, report

app_name = "insight"
urlpatterns = [
    path("capaciteit/", capacity.capacity, name="capacity"),
    path("verslag/", report.live, name="report"),
]
