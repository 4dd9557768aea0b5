"""Logging in with an account of one's organisation; the same addresses in every language, as registered there."""

from allauth.socialaccount.providers.openid_connect import views
from django.urls import path

urlpatterns = [
    path("<slug:provider_id>/inloggen/", views.login, name="openid_connect_login"),
    path("<slug:provider_id>/terug/", views.callback, name="openid_connect_callback"),
]
