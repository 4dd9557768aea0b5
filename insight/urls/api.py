"""Addresses of the open-data API: no language before them, no slash behind them."""

from django.urls import path, re_path

from insight.views import api

app_name = "api"
urlpatterns = [
    path("v1", api.start, name="start"),
    path("v1/openapi.json", api.openapi, name="openapi"),
    path("v1/catalogus", api.catalog, name="catalogue"),
    path("v1/<slug:name>.<slug:suffix>", api.as_file, name="file"),
    path("v1/<slug:name>", api.several, name="list"),
    path("v1/<slug:name>/<str:key>", api.one, name="one"),
    re_path(r"^(?P<rest>.*)$", api.missing, name="missing"),
]
