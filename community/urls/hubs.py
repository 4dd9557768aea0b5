"""Addresses of hubs and of the replies they give."""

from django.urls import URLPattern, path

from community.views import hub_reply, hubs, referral_initiator, referral_work

urlpatterns: list[URLPattern] = [
    path("knooppunten/", hubs.directory, name="hubs"),
    path("knooppunten/antwoord/<str:secret>/", hub_reply.hub_reply, name="hub_reply"),
    path("knooppunten/<slug:slug>/", hubs.hub, name="hub"),
    path("knooppunten/<slug:slug>/vragen/", referral_initiator.ask, name="ask_hub"),
    path("mijn/<slug:number>/knooppunt/<int:pk>/", referral_initiator.referral, name="referral"),
    path("mijn/<slug:number>/knooppunt/<int:pk>/<slug:word>/", referral_initiator.step, name="referral_step"),
]
workplace: list[URLPattern] = [
    path("knooppunten/", referral_work.hubs, name="hubs"),
    path("knooppunten/vraag/<int:pk>/", referral_work.referral, name="referral"),
    path("knooppunten/vraag/<int:pk>/<slug:word>/", referral_work.step, name="referral_step"),
    path("knooppunten/<slug:slug>/", referral_work.hub, name="hub"),
    path("<slug:number>/knooppunt/", referral_work.propose, name="propose"),
]
