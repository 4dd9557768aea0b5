"""Addresses for everyone; after those of whoever applies, which are words too."""

from django.urls import path

from stimulus_fund.views import public

urlpatterns = [
    path("", public.home, name="home"),
    path("<slug:slug>/", public.scheme, name="scheme"),
]
