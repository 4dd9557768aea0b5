"""Addresses for the initiator's side."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
