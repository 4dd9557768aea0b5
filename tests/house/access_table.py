"""Who may use what, spelt out. A new address or model fails the suite until it has its line here.

`closed` is a library's address that nobody may use. In ADMIN the words are what a person needs besides entry to the
desk; nobody means that nobody may.
"""

from tests.house.urls import Pages

ACCESS = {
    "": "public",
    ".well-known/security.txt": "public",
    "cijfers/": "public",
    "initiatieven/": "public",
    "initiatieven/<slug:slug>/": "public",
    "initiatieven/<slug:slug>/nieuws/": "public",
    "initiatieven/kaart/": "public",
    "initiatieven/nieuws/": "public",
    "initiatieven/wijk/<slug:slug>/nieuws/": "public",
    "privacy/": "public",
    "robots.txt": "public",
    "sitemap.xml": "public",
    "toegankelijkheid/": "public",
    "beheer/": "needs(initiatives.enter_desk)",
    "beheer/login/": "needs(initiatives.enter_desk)",
    "beheer/logout/": "needs(initiatives.enter_desk)",
    "beheer/password_change/": "needs(initiatives.enter_desk)",
    "beheer/password_change/done/": "needs(initiatives.enter_desk)",
    "beheer/autocomplete/": "needs(initiatives.enter_desk)",
    "beheer/jsi18n/": "needs(initiatives.enter_desk)",
    "beheer/r/<path:content_type_id>/<path:object_id>/": "needs(initiatives.enter_desk)",
    "beheer/<app_label>/": "needs(initiatives.enter_desk)",
    "beheer/<url>": "needs(initiatives.enter_desk)",
    "account/login/": "closed",
    "account/logout/": "closed",
    "account/inactive/": "closed",
    "account/signup/": "closed",
    "account/reauthenticate/": "closed",
    "account/email/": "closed",
    "account/confirm-email/": "closed",
    "account/password/change/": "closed",
    "account/password/set/": "closed",
    "account/password/reset/": "closed",
    "account/login/code/confirm/": "closed",
    "account/confirm-email/<key>/": "closed",
    "account/password/reset/key/done/": "closed",
    "account/password/reset/key/<uidb36>-<key>/": "closed",
    "account/password/reset/done/": "closed",
    "account/login/code/": "closed",
    "account/2fa/": "closed",
    "account/2fa/authenticate/": "closed",
    "account/2fa/reauthenticate/": "closed",
    "account/2fa/totp/activate/": "closed",
    "account/2fa/totp/deactivate/": "closed",
    "account/2fa/recovery-codes/": "closed",
    "account/2fa/recovery-codes/generate/": "closed",
    "account/2fa/recovery-codes/download/": "closed",
    "account/3rdparty/login/cancelled/": "closed",
    "account/3rdparty/login/error/": "closed",
    "account/3rdparty/signup/": "closed",
    "account/3rdparty/": "closed",
    "account/social/login/cancelled/": "closed",
    "account/social/login/error/": "closed",
    "account/social/signup/": "closed",
    "account/social/connections/": "closed",
    "account/oidc/<provider_id>/login/": "closed",
    "account/oidc/<provider_id>/login/callback/": "closed",
}

ADMIN = {
    "account.EmailAddress": Pages(),
    "auth.Group": Pages(),
    "city.Department": Pages(
        see="city.edit_town", add="city.edit_town", change="city.edit_town", delete="city.edit_town"
    ),
    "city.Expertise": Pages(
        see="city.edit_town", add="city.edit_town", change="city.edit_town", delete="city.edit_town"
    ),
    "city.Goal": Pages(see="city.edit_town", add="city.edit_town", change="city.edit_town", delete="city.edit_town"),
    "city.Holiday": Pages(see="city.edit_town", add="city.edit_town", change="city.edit_town", delete="city.edit_town"),
    "city.Stadsdeel": Pages(
        see="city.edit_town", add="city.edit_town", change="city.edit_town", delete="city.edit_town"
    ),
    "city.Theme": Pages(see="city.edit_town", add="city.edit_town", change="city.edit_town", delete="city.edit_town"),
    "city.Wijk": Pages(see="city.edit_town", add="city.edit_town", change="city.edit_town", delete="city.edit_town"),
    "mfa.Authenticator": Pages(),
    "socialaccount.SocialAccount": Pages(),
    "socialaccount.SocialApp": Pages(),
    "socialaccount.SocialToken": Pages(),
}
