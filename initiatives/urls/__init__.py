"""Addresses of initiatives, one list per audience."""

from initiatives.urls import goals, initiator, public, submit

app_name = "initiatives"
urlpatterns = [*public.urlpatterns, *goals.urlpatterns, *submit.urlpatterns, *initiator.urlpatterns]
