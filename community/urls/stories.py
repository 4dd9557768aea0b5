"""Addresses of stories."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
workplace: list[URLPattern] = []
