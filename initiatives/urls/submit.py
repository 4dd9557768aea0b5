"""Addresses for whoever starts an initiative."""

from django.urls import path

from initiatives.views import submit, submit_draft, submit_send

urlpatterns = [
    path("indienen/", submit.start, name="start"),
    path("indienen/past-dit/", submit.advice, name="advice"),
    path("indienen/lijkt-op/", submit.similar, name="similar"),
    path("indienen/controleren/", submit_send.check, name="check"),
    path("indienen/code/", submit_send.confirm, name="code"),
    path("indienen/later/", submit_draft.later, name="later"),
    path("indienen/later/links-intrekken/", submit_draft.revoke, name="revoke_links"),
    path("indienen/verwijderen/", submit_draft.discard, name="discard"),
    path("indienen/vergeten/", submit_draft.leave, name="leave_draft"),
    path("indienen/verder/<str:word>/", submit.resume, name="resume"),
    path("indienen/foto/<int:number>/", submit_draft.draft_photo, name="draft_photo"),
    path("indienen/<slug:slug>/", submit.step, name="step"),
    path("indienen/<slug:slug>/bewaren/", submit.save_step, name="save_step"),
    path("mijn/concept/<uuid:key>/", submit_draft.resume_own, name="resume_own"),
]
