"""Addresses for whoever applies."""

from django.urls import path

from stimulus_fund.views import apply, parts, send, sent

urlpatterns = [
    path("aanvraag/", apply.begin, name="begin"),
    path("aanvraag/<int:pk>/", apply.application, name="application"),
    path("aanvraag/<int:pk>/afschrift/", apply.copy, name="copy"),
    path("aanvraag/<int:pk>/andere-pot/", apply.move, name="move"),
    path("aanvraag/<int:pk>/weg/", apply.discard, name="discard"),
    path("aanvraag/<int:pk>/controleren/", send.check, name="check"),
    path("aanvraag/<int:pk>/bestand/<int:number>/", send.file, name="file"),
    path("aanvraag/<int:pk>/aanvullen/", sent.complete, name="complete"),
    path("aanvraag/<int:pk>/brief/<int:number>/", sent.letter, name="letter"),
    path("aanvraag/<int:pk>/in-gebreke/", sent.notice, name="notice"),
    path("aanvraag/<int:pk>/<slug:slug>/", parts.part, name="part"),
    path("aanvraag/<int:pk>/<slug:slug>/bewaren/", parts.save, name="save"),
]
