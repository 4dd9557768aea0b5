"""Addresses for everyone that keep the names they always had: the figures, the council's page, the search."""

from django.urls import path

from insight.views import figures

urlpatterns = [
    path("cijfers/", figures.figures, name="figures"),
    path("cijfers/<slug:slug>.csv", figures.figure_csv, name="figures_csv"),
]
