"""Addresses of somebody's own account, besides those of allauth."""

from django.urls import path

from accounts.views import account, login, proof, second_factor

app_name = "accounts"
urlpatterns = [
    path("", account.account, name="account"),
    path("inloggen/code/", login.code, name="code"),
    path("inloggen/code/opnieuw/", login.again, name="code_again"),
    path("inloggen/opnieuw/", login.start_over, name="start_over"),
    path("bevestigen/", proof.prove, name="prove"),
    path("bevestigen/code/sturen/", proof.mail_proof, name="mail_proof"),
    path("tweede-stap/<int:pk>/verwijderen/", second_factor.remove, name="remove_factor"),
]
