"""Addresses for whoever applies."""

from django.urls import path

from stimulus_fund.views import after, apply, disputes, parts, send, sent

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
    path("aanvraag/<int:pk>/brief/<int:number>.pdf", sent.letter_pdf, name="letter_pdf"),
    path("aanvraag/<int:pk>/in-gebreke/", sent.notice, name="notice"),
    path("aanvraag/<int:pk>/verslag/", after.report, name="report"),
    path("aanvraag/<int:pk>/verslag/bestanden/", after.report_files, name="report_files"),
    path("aanvraag/<int:pk>/wijziging/", after.change, name="change"),
    path("aanvraag/<int:pk>/bezwaar/<int:number>/", disputes.object_to, name="object_to"),
    path("aanvraag/<int:pk>/klacht/", disputes.complain, name="complain"),
    path("aanvraag/<int:pk>/zaak/<int:number>/", disputes.dispute, name="dispute"),
    path("aanvraag/<int:pk>/zaak/<int:number>/intrekken/", disputes.withdraw, name="withdraw_dispute"),
    path("aanvraag/<int:pk>/<slug:slug>/", parts.part, name="part"),
    path("aanvraag/<int:pk>/<slug:slug>/bewaren/", parts.save, name="save"),
]
