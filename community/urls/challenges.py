"""Addresses of the right to challenge."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
workplace: list[URLPattern] = []
