"""Addresses of the fund, one list per audience."""

from stimulus_fund.urls import applicant, public

app_name = "fund"
urlpatterns = [*applicant.urlpatterns, *public.urlpatterns]
