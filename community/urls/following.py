"""Addresses of following, offering help and reporting."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
workplace: list[URLPattern] = []
