"""Addresses of initiatives, one list per audience."""

from initiatives.urls import initiator, public, submit

app_name = "initiatives"
urlpatterns = [*public.urlpatterns, *submit.urlpatterns, *initiator.urlpatterns]
