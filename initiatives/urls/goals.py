"""Addresses of the goals, for everyone."""

from django.urls import path

from initiatives.views import goals

urlpatterns = [
    path("doelen/", goals.goals, name="goals"),
    path("doelen/<str:code>/", goals.goal, name="goal"),
]
