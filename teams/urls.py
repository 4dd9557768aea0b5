"""Addresses of the werkplek."""

from django.urls import path

from teams.views import case, file, lesson, point, profile, rule, session, team, totals, typed, workplace

app_name = "teams"
urlpatterns = [
    path("", workplace.overview, name="workplace"),
    path("lessen/", lesson.lessons, name="lessons"),
    path("lessen/<int:pk>/", lesson.lesson, name="lesson"),
    path("lessen/<int:pk>/herkend/", lesson.confirm, name="confirm_lesson"),
    path("lessen/<int:pk>/regel/", lesson.link, name="link_rule"),
    path("regels/", rule.rules, name="rules"),
    path("regels/nieuw/", rule.add, name="add_rule"),
    path("regels/<int:pk>/", rule.rule, name="rule"),
    path("uren/", totals.hours, name="hours"),
    path("profiel/", profile.own, name="profile"),
    path("foto/<int:pk>/", profile.photo, name="photo"),
    path("bestand/<str:token>/", file.attachment, name="attachment"),
    path("bestand/<str:token>/klein/", file.thumbnail, name="thumbnail"),
    path("actiepunt/<int:pk>/gedaan/", point.finish, name="finish_point"),
    path("actiepunt/<int:pk>/vervalt/", point.drop, name="drop_point"),
    path("concept/<int:pk>/weg/", typed.discard, name="discard_draft"),
    path("<slug:number>/", case.case, name="case"),
    path("<slug:number>/antwoord/", team.answer, name="answer"),
    path("<slug:number>/uitnodigen/", team.invite, name="invite"),
    path("<slug:number>/voorstel/", team.propose, name="propose"),
    path("<slug:number>/overdragen/", team.hand_over, name="hand_over"),
    path("<slug:number>/stand/", team.progress, name="progress"),
    path("<slug:number>/lid/<int:pk>/stopt/", team.leave, name="leave"),
    path("<slug:number>/notitie/", case.note, name="add_note"),
    path("<slug:number>/les/", lesson.add, name="add_lesson"),
    path("<slug:number>/actiepunt/", case.point, name="add_point"),
    path("<slug:number>/gesprek/", session.log, name="log_session"),
    path("<slug:number>/gesprek/concept/", typed.save, name="save_draft"),
    path("<slug:number>/gesprek/<int:pk>/", session.edit, name="edit_session"),
    path("<slug:number>/gesprek/<int:pk>/concept/", typed.save, name="save_correction"),
]
