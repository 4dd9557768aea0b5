"""Addresses for whoever starts an initiative."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
