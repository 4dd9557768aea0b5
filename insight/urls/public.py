"""Addresses for everyone."""

from django.urls import path

from insight.views import public

app_name = "learning"
urlpatterns = [
    path("", public.home, name="home"),
    path("verslag/<slug:slug>/", public.edition, name="edition"),
    path("verslag/<slug:slug>/bestand/", public.edition_file, name="edition_file"),
    path("verslag/<slug:slug>/csv/", public.edition_csv, name="edition_csv"),
    path("<slug:slug>/", public.programme, name="programme"),
]
