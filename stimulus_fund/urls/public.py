"""Addresses for everyone; after those of whoever applies, which are words too."""

from django.urls import path

from stimulus_fund.views import public, register, voting, yearly

urlpatterns = [
    path("", public.home, name="home"),
    path("register/", register.register, name="register"),
    path("register.csv", register.register_csv, name="register_csv"),
    path("jaarverslag/", yearly.latest, name="yearly_latest"),
    path("jaarverslag/<int:year>/", yearly.report, name="yearly"),
    path("jaarverslag/<int:year>.csv", yearly.incidental_csv, name="incidental_csv"),
    path("storingen/", public.outages, name="outages"),
    path("stemmen/<slug:slug>/", voting.votes, name="votes"),
    path("stemmen/<slug:slug>/<int:pk>/", voting.vote, name="vote"),
    path("stemmen/<slug:slug>/<int:pk>/stem/", voting.ballot, name="ballot"),
    path("stemmen/<slug:slug>/<int:pk>/stemmen.csv", voting.ballots_csv, name="ballots_csv"),
    path("<slug:slug>/", public.scheme, name="scheme"),
]
