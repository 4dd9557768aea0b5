"""Addresses for everyone that keep the names they always had: the figures, the council's page, the search."""

from django.urls import path

from insight.views import council, figures, search

urlpatterns = [
    path("cijfers/", figures.figures, name="figures"),
    path("cijfers/<slug:slug>.csv", figures.figure_csv, name="figures_csv"),
    path("raad/", council.council, name="council"),
    path("zoeken/", search.search, name="search"),
]
