"""Addresses for the initiator's side and for whoever holds a doorgeefboek.

The summaries of sessions, appointments for the calendar, looking back on a programme.
"""

from django.urls import path

from teams.views import book, closing, summary

app_name = "teams_initiator"
urlpatterns = [
    path("boek/<int:pk>/", book.in_hand, name="book"),
    path("terugblik/<int:pk>/aanhalen/", closing.quoting, name="quoting"),
    path("<slug:number>/gesprek/<int:pk>/", summary.summary, name="summary"),
    path("<slug:number>/afspraak/<int:pk>.ics", summary.calendar, name="calendar"),
    path("<slug:number>/terugblik/<slug:slug>/", closing.look_back_as_initiator, name="look_back"),
]
