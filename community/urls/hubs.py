"""Addresses of hubs and of the replies they give."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
workplace: list[URLPattern] = []
