"""Addresses for the initiator's side: the summaries of sessions, and appointments for the calendar."""

from django.urls import path

from teams.views import summary

app_name = "teams_initiator"
urlpatterns = [
    path("<slug:number>/gesprek/<int:pk>/", summary.summary, name="summary"),
    path("<slug:number>/afspraak/<int:pk>.ics", summary.calendar, name="calendar"),
]
