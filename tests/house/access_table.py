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
    "account/": "signed_in",
    "account/inloggen/": "public",
    "account/inloggen/code/": "public",
    "account/inloggen/code/opnieuw/": "public",
    "account/inloggen/opnieuw/": "public",
    "account/inloggen/tweede-stap/": "public",
    "account/inloggen/sleutel/": "public",
    "account/oidc/<slug:provider_id>/inloggen/": "public",
    "account/oidc/<slug:provider_id>/terug/": "public",
    "account/uitloggen/": "public",
    "account/gesloten/": "public",
    "account/bevestigen/": "signed_in",
    "account/bevestigen/code/": "signed_in",
    "account/bevestigen/code/sturen/": "signed_in",
    "account/bevestigen/app/": "signed_in",
    "account/bevestigen/sleutel/": "signed_in",
    "account/tweede-stap/": "signed_in",
    "account/tweede-stap/app/": "signed_in",
    "account/tweede-stap/app/in-gebruik/": "signed_in",
    "account/tweede-stap/sleutel/": "signed_in",
    "account/tweede-stap/noodcodes/": "signed_in",
    "account/tweede-stap/<int:pk>/verwijderen/": "signed_in",
    "werkplek/": "needs(teams.work)",
    "werkplek/profiel/": "needs(teams.work)",
    "werkplek/foto/<int:pk>/": "signed_in",
    "werkplek/actiepunt/<int:pk>/gedaan/": "signed_in",
    "werkplek/actiepunt/<int:pk>/vervalt/": "needs(teams.work)",
    "werkplek/concept/<int:pk>/weg/": "needs(teams.work)",
    "werkplek/<slug:number>/": "needs(teams.work)",
    "werkplek/<slug:number>/antwoord/": "needs(teams.work)",
    "werkplek/<slug:number>/uitnodigen/": "needs(teams.invite)",
    "werkplek/<slug:number>/lid/<int:pk>/stopt/": "needs(teams.work)",
    "werkplek/<slug:number>/notitie/": "needs(teams.work)",
    "werkplek/<slug:number>/actiepunt/": "needs(teams.work)",
    "werkplek/<slug:number>/gesprek/": "needs(teams.work)",
    "werkplek/<slug:number>/gesprek/concept/": "needs(teams.work)",
    "werkplek/<slug:number>/gesprek/<int:pk>/": "needs(teams.work)",
    "werkplek/<slug:number>/gesprek/<int:pk>/concept/": "needs(teams.work)",
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
    "teams.ActionPoint": Pages(see="teams.see_all_teams"),
    "teams.Lesson": Pages(see="teams.see_all_teams"),
    "teams.Profile": Pages(see="teams.edit_profiles", add="teams.edit_profiles", change="teams.edit_profiles"),
    "teams.Session": Pages(see="teams.see_all_teams"),
}
