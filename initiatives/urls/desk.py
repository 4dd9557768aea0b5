"""Addresses of the desk beside the admin's own; `zwolle.urls` puts them under the same path."""

from datetime import date

from django.urls import path, register_converter

from initiatives.views import desk_meeting, desk_register


class DayConverter:
    """A day in an address: 2026-03-11."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        """The day; a day that does not exist is no address."""
        return date.fromisoformat(value)

    def to_url(self, value: date) -> str:
        """The day as it stands in an address."""
        return value.isoformat()


register_converter(DayConverter, "day")

app_name = "desk"
urlpatterns = [
    path("invoeren/", desk_register.register, name="register"),
    path("overleg/", desk_meeting.meetings, name="meetings"),
    path("overleg/<day:held_on>/", desk_meeting.agenda, name="meeting"),
    path("overleg/<day:held_on>/verslag/", desk_meeting.minutes, name="minutes"),
    path("overleg/<day:held_on>/punt/<int:pk>/", desk_meeting.decide, name="decide"),
    path("overleg/<day:held_on>/punt/<int:pk>/weg/", desk_meeting.take_off, name="take_off"),
]
