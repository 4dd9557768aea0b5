"""Addresses of the pages about open data, for everyone and in every language."""

from django.urls import path

from insight.views import open_data

app_name = "open_data"
urlpatterns = [
    path("data/", open_data.data, name="data"),
    path("insluiten/initiatieven/", open_data.embed, name="embed"),
]
