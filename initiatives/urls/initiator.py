"""Addresses for the initiator's side, and of the files both sides share."""

from django.urls import path

from initiatives.views import attachment, initiator, initiator_goals, initiator_pace, initiator_people, initiator_text

urlpatterns = [
    path("bestand/<str:token>/", attachment.attachment, name="attachment"),
    path("bestand/<str:token>/klein/", attachment.thumbnail, name="thumbnail"),
    path("mijn/", initiator.mine, name="mine"),
    path("mijn/uitnodiging/<str:secret>/", initiator_people.invitation, name="invitation"),
    path("mijn/<str:number>/", initiator.status, name="status"),
    path("mijn/<str:number>/ontvangst/", initiator.receipt, name="receipt"),
    path("mijn/<str:number>/wijzigen/<slug:part>/", initiator_text.change, name="change"),
    path("mijn/<str:number>/versies/", initiator_text.compare, name="versions"),
    path("mijn/<str:number>/bestanden/", initiator_text.files, name="files"),
    path("mijn/<str:number>/bestanden/<int:pk>/verwijderen/", initiator_text.remove_file, name="remove_file"),
    path("mijn/<str:number>/bestanden/<int:pk>/omschrijving/", initiator_text.describe_photo, name="describe_photo"),
    path("mijn/<str:number>/mensen/", initiator_people.people, name="people"),
    path("mijn/<str:number>/mensen/weggaan/", initiator_people.leave, name="leave"),
    path(
        "mijn/<str:number>/uitnodiging/<int:pk>/intrekken/",
        initiator_people.withdraw_invitation,
        name="withdraw_invitation",
    ),
    path("mijn/<str:number>/doelen/", initiator_goals.goals, name="own_goals"),
    path("mijn/<str:number>/website/", initiator_pace.website, name="website"),
    path("mijn/<str:number>/ervaring/", initiator_pace.review, name="review"),
    path("mijn/<str:number>/<slug:move>/", initiator_pace.pace, name="pace"),
]
