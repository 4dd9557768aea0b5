"""Addresses for everyone; after those of whoever applies, which are words too."""

from django.urls import path

from stimulus_fund.views import public, register

urlpatterns = [
    path("", public.home, name="home"),
    path("register/", register.register, name="register"),
    path("register.csv", register.register_csv, name="register_csv"),
    path("<slug:slug>/", public.scheme, name="scheme"),
]
