"""Addresses of the fund at the werkplek; `zwolle.urls` puts them under `werkplek/fonds/`."""

from django.urls import path

from stimulus_fund.views import assessing, deciding, desk_disputes, desk_settling, desk_votes, handling, paying, staff

app_name = "fund_staff"
urlpatterns = [
    path("", staff.applications, name="applications"),
    path("brieven/", staff.post, name="post"),
    path("brieven/<int:pk>/", staff.letter, name="letter"),
    path("betalingen/", paying.payments, name="payments"),
    path("betalingen/<int:pk>/", paying.payment, name="payment"),
    path("betalingen/bestand/<int:pk>/", paying.payment_file, name="payment_file"),
    path("betalingen/bestand/<int:pk>.csv", paying.payment_csv, name="payment_csv"),
    path("betalingen/terug/<int:pk>/", paying.reclaim, name="reclaim"),
    path("stemmingen/", desk_votes.votes, name="votes"),
    path("stemmingen/<int:pk>/", desk_votes.vote, name="vote"),
    path("stemmingen/<int:pk>/plan/<int:number>/", desk_votes.finding, name="vote_finding"),
    path("stemmingen/<int:pk>/codes/", desk_votes.codes, name="vote_codes"),
    path("stemmingen/<int:pk>/<slug:slug>/", desk_votes.step, name="vote_step"),
    path("bezwaren/", desk_disputes.disputes, name="disputes"),
    path("bezwaren/<int:pk>/", desk_disputes.dispute, name="dispute"),
    path("bezwaren/<int:pk>/behandelen/", desk_disputes.take_on, name="take_on_dispute"),
    path("bezwaren/<int:pk>/beslissing/", desk_disputes.answer, name="answer_objection"),
    path("bezwaren/<int:pk>/<slug:slug>/", desk_disputes.work, name="dispute_work"),
    path("<int:pk>/", staff.application, name="application"),
    path("<int:pk>/bestand/<int:number>/", staff.file, name="file"),
    path("<int:pk>/behandelen/", handling.take_on, name="take_on"),
    path("<int:pk>/volledig/", handling.find_complete, name="find_complete"),
    path("<int:pk>/aanvulling/", handling.ask, name="ask"),
    path("<int:pk>/verlengen/", handling.extend, name="extend"),
    path("<int:pk>/termijn/", handling.note, name="note"),
    path("<int:pk>/belang/", assessing.declare, name="declare"),
    path("<int:pk>/beoordelen/", assessing.assess, name="assess"),
    path("<int:pk>/beoordeeld/", assessing.finish, name="finish_assessing"),
    path("<int:pk>/besluit/", deciding.prepare, name="prepare"),
    path("<int:pk>/besluit/nieuw/", deciding.renew, name="renew"),
    path("<int:pk>/besluit/vaststellen/", deciding.settle, name="settle"),
    path("<int:pk>/besluit/intrekken/", deciding.revoke, name="revoke"),
    path("<int:pk>/wijziging/", desk_settling.answer_change, name="answer_change"),
    path("<int:pk>/verslag/", desk_settling.reopen, name="reopen"),
    path("<int:pk>/bezwaar/", desk_disputes.enter, name="enter_dispute"),
    path("<int:pk>/besluit/nakijken/", deciding.check, name="check"),
    path("<int:pk>/besluit/nemen/", deciding.decide, name="decide"),
]
