"""Addresses of the right to challenge: for everyone, for the initiator's side, and at the werkplek."""

from django.urls import URLPattern, path

from community.views import challenge_after as after
from community.views import challenge_own as own
from community.views import challenge_paper as paper
from community.views import challenges
from community.views import desk_challenges as desk

urlpatterns: list[URLPattern] = [
    path("uitdaagrecht/", challenges.challenges, name="challenges"),
    path("uitdaagrecht/<slug:number>/", challenges.challenge, name="challenge"),
    path("mijn/<slug:number>/uitdagen/", own.begin, name="begin_challenge"),
    path("mijn/uitdaging/<int:pk>/", own.challenge, name="own_challenge"),
    path("mijn/uitdaging/<int:pk>/deel/<slug:slug>/", own.part, name="challenge_part"),
    path("mijn/uitdaging/<int:pk>/deel/<slug:slug>/bewaren/", own.save, name="save_challenge"),
    path("mijn/uitdaging/<int:pk>/weg/", own.discard, name="discard_challenge"),
    path("mijn/uitdaging/<int:pk>/controleren/", after.check, name="check_challenge"),
    path("mijn/uitdaging/<int:pk>/afschrift/", after.copy, name="challenge_copy"),
    path("mijn/uitdaging/<int:pk>/bestand/<int:number>/", after.file, name="challenge_file"),
    path("mijn/uitdaging/<int:pk>/aanvullen/", after.complete, name="complete_challenge"),
    path("mijn/uitdaging/<int:pk>/openbaar/", after.publish, name="publish_challenge"),
    path("mijn/uitdaging/<int:pk>/afspraak/", after.agreement, name="agree_challenge"),
    path("mijn/uitdaging/<int:pk>/terugkijken/<int:number>/", after.review, name="review_challenge"),
    path("mijn/uitdaging/<int:pk>/evaluatie/", after.evaluation, name="evaluate_challenge"),
    path("mijn/uitdaging/<int:pk>/stoppen/", after.stop, name="stop_challenge"),
]
workplace: list[URLPattern] = [
    path("uitdagingen/", desk.challenges, name="challenges"),
    path("uitdagingen/papier/", paper.enter, name="challenge_on_paper"),
    path("uitdagingen/<int:pk>/", desk.challenge, name="challenge"),
    path("uitdagingen/<int:pk>/bestand/<int:number>/", desk.file, name="challenge_file"),
    path("uitdagingen/<int:pk>/zienswijze/", desk.view, name="challenge_view"),
    path("uitdagingen/<int:pk>/bevestiging/", paper.receipt, name="challenge_receipt"),
    path("uitdagingen/<int:pk>/<slug:slug>/", desk.step, name="challenge_step"),
]
