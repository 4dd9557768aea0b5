"""Addresses of somebody's own account, besides those of allauth."""

from django.urls import URLPattern

app_name = "accounts"
urlpatterns: list[URLPattern] = []
