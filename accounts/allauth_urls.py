"""The addresses of the login library that are in use, under names that it knows; no other of its pages is reachable."""

from allauth.mfa.base import views as mfa
from allauth.mfa.webauthn import views as webauthn
from django.urls import path

from accounts.views import login, proof, second_factor

urlpatterns = [
    path("inloggen/", login.login, name="account_login"),
    path("uitloggen/", login.logout, name="account_logout"),
    path("gesloten/", login.inactive, name="account_inactive"),
    path("bevestigen/code/", proof.prove_by_code, name="account_reauthenticate"),
    path("bevestigen/app/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("bevestigen/sleutel/", webauthn.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("inloggen/tweede-stap/", mfa.authenticate, name="mfa_authenticate"),
    path("inloggen/sleutel/", webauthn.login_webauthn, name="mfa_login_webauthn"),
    path("tweede-stap/", second_factor.overview, name="mfa_index"),
    path("tweede-stap/app/", second_factor.add_app, name="mfa_activate_totp"),
    path("tweede-stap/app/in-gebruik/", second_factor.app_in_use, name="mfa_deactivate_totp"),
    path("tweede-stap/sleutel/", second_factor.add_passkey, name="mfa_add_webauthn"),
    path("tweede-stap/noodcodes/", second_factor.recovery_codes, name="mfa_view_recovery_codes"),
]
