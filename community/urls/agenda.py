"""Addresses of the agenda."""

from django.urls import URLPattern, path

from community.views import agenda as public
from community.views import agenda_registration as registration
from community.views import workplace_agenda as work
from community.views import workplace_agenda_people as people
from community.views import workplace_agenda_report as report

urlpatterns: list[URLPattern] = [
    path("agenda/", public.agenda, name="agenda"),
    path("agenda/agenda.ics", public.feed, name="agenda_feed"),
    path("agenda/aanmelding/<str:token>/", registration.own_registration, name="own_registration"),
    path("agenda/<slug:slug>/", public.event, name="event"),
    path("agenda/<slug:slug>/afspraak.ics", public.event_ics, name="event_ics"),
    path("agenda/<slug:slug>/aanmelden/", registration.register, name="register"),
    path("agenda/<slug:slug>/bevestigen/", registration.confirm, name="confirm_registration"),
]
workplace: list[URLPattern] = [
    path("agenda/", work.agenda, name="agenda"),
    path("agenda/plannen/", work.plan, name="plan_event"),
    path("agenda/<slug:slug>/", work.event, name="event"),
    path("agenda/<slug:slug>/wijzigen/", work.change, name="change_event"),
    path("agenda/<slug:slug>/publiceren/", work.publish, name="publish_event"),
    path("agenda/<slug:slug>/reeks-publiceren/", work.publish_series, name="publish_series"),
    path("agenda/<slug:slug>/afzeggen/", work.cancel, name="cancel_event"),
    path("agenda/<slug:slug>/weggooien/", work.throw_away, name="throw_event_away"),
    path("agenda/<slug:slug>/ik-kom/", people.join, name="join_event"),
    path("agenda/<slug:slug>/ik-kom-niet/", people.leave, name="leave_event"),
    path("agenda/<slug:slug>/aanmelding/<int:pk>/afmelden/", people.withdraw, name="withdraw_visitor"),
    path("agenda/<slug:slug>/verslag/", report.report, name="event_report"),
    path("agenda/<slug:slug>/les/", report.lesson, name="event_lesson"),
    path("agenda/<slug:slug>/belofte/", report.promise, name="event_promise"),
]
