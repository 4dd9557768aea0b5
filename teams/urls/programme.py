"""Addresses of programmes at the werkplek."""

from django.urls import path

from teams.views import book, closing, gathering, intervision, programme

urlpatterns = [
    path("", programme.programmes, name="programmes"),
    path("nieuw/", programme.begin, name="begin_programme"),
    path("<slug:slug>/", programme.programme, name="programme"),
    path("<slug:slug>/wijzigen/", programme.change, name="change_programme"),
    path("<slug:slug>/deelnemer/", programme.add_member, name="add_programme_member"),
    path("<slug:slug>/deelnemer/<int:pk>/stopt/", programme.end_member, name="end_programme_member"),
    path("<slug:slug>/initiatief/", programme.add_initiative, name="add_programme_initiative"),
    path("<slug:slug>/initiatief/<int:pk>/stopt/", programme.end_initiative, name="end_programme_initiative"),
    path("<slug:slug>/bijeenkomst/", gathering.plan, name="plan_gathering"),
    path("<slug:slug>/bijeenkomst/<int:pk>/", gathering.gathering, name="gathering"),
    path("<slug:slug>/bijeenkomst/<int:pk>/wijzigen/", gathering.change, name="change_gathering"),
    path("<slug:slug>/bijeenkomst/<int:pk>/afzeggen/", gathering.cancel, name="cancel_gathering"),
    path("<slug:slug>/intervisie/", intervision.questions, name="intervision"),
    path("<slug:slug>/intervisie/<int:pk>/", intervision.question, name="peer_question"),
    path("<slug:slug>/intervisie/<int:pk>/inzicht/", intervision.insight, name="write_insight"),
    path("<slug:slug>/intervisie/<int:pk>/les/", intervision.keep, name="keep_insight"),
    path("<slug:slug>/boeken/", book.books, name="books"),
    path("<slug:slug>/boeken/<int:number>/", book.hand_out, name="hand_out_book"),
    path("<slug:slug>/slot/", closing.answers, name="closing"),
    path("<slug:slug>/slot/vragen/", closing.ask, name="ask_closing"),
    path("<slug:slug>/slot/antwoord/", closing.look_back, name="look_back"),
]
