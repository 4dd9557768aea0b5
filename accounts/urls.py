"""Addresses of somebody's own account, besides those of allauth."""

from django.urls import path

from accounts.views import account, data, login, proof, second_factor

app_name = "accounts"
urlpatterns = [
    path("", account.account, name="account"),
    path("gegevens/", account.details, name="details"),
    path("e-mailadres/", account.new_address, name="new_address"),
    path("e-mailadres/code/", account.confirm_address, name="confirm_address"),
    path("mijn-gegevens/", data.data, name="data"),
    path("mijn-gegevens/kopie/", data.copy, name="copy"),
    path("mijn-gegevens/vragen/<slug:kind>/", data.ask, name="ask"),
    path("bezoeken/", account.end_visits, name="end_visits"),
    path("blijven/", account.stay, name="stay"),
    path("verder/", account.kept_text, name="kept"),
    path("inloggen/code/", login.code, name="code"),
    path("inloggen/code/opnieuw/", login.again, name="code_again"),
    path("inloggen/opnieuw/", login.start_over, name="start_over"),
    path("bevestigen/", proof.prove, name="prove"),
    path("bevestigen/code/sturen/", proof.mail_proof, name="mail_proof"),
    path("tweede-stap/<int:pk>/verwijderen/", second_factor.remove, name="remove_factor"),
]
