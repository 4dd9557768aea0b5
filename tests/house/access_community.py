"""The part of the access table about the city around an initiative: the app `community`."""

from tests.house.urls import Pages

ON_CHALLENGES = "needs(community.assess_challenges, community.decide_challenges, teams.work)"

COMMUNITY = {
    "agenda/": "public",
    "agenda/<slug:slug>/": "public",
    "agenda/<slug:slug>/aanmelden/": "public",
    "agenda/<slug:slug>/afspraak.ics": "public",
    "agenda/<slug:slug>/bevestigen/": "public",
    "agenda/aanmelding/<str:token>/": "public",
    "agenda/agenda.ics": "public",
    "werkplek/agenda/": "needs(teams.work, community.run_events)",
    "werkplek/agenda/<slug:slug>/": "needs(teams.work, community.run_events)",
    "werkplek/agenda/<slug:slug>/aanmelding/<int:pk>/afmelden/": "needs(community.run_events)",
    "werkplek/agenda/<slug:slug>/afzeggen/": "needs(community.run_events)",
    "werkplek/agenda/<slug:slug>/belofte/": "needs(community.run_events)",
    "werkplek/agenda/<slug:slug>/ik-kom-niet/": "needs(teams.work, community.run_events)",
    "werkplek/agenda/<slug:slug>/ik-kom/": "needs(teams.work, community.run_events)",
    "werkplek/agenda/<slug:slug>/les/": "needs(community.run_events)",
    "werkplek/agenda/<slug:slug>/publiceren/": "needs(community.run_events)",
    "werkplek/agenda/<slug:slug>/reeks-publiceren/": "needs(community.run_events)",
    "werkplek/agenda/<slug:slug>/verslag/": "needs(community.run_events)",
    "werkplek/agenda/<slug:slug>/weggooien/": "needs(community.run_events)",
    "werkplek/agenda/<slug:slug>/wijzigen/": "needs(community.run_events)",
    "werkplek/agenda/plannen/": "needs(community.run_events)",
    "uitdaagrecht/": "public",
    "uitdaagrecht/<slug:number>/": "public",
    "mijn/<slug:number>/uitdagen/": "signed_in",
    "mijn/uitdaging/<int:pk>/": "signed_in",
    "mijn/uitdaging/<int:pk>/deel/<slug:slug>/": "signed_in",
    "mijn/uitdaging/<int:pk>/deel/<slug:slug>/bewaren/": "signed_in",
    "mijn/uitdaging/<int:pk>/weg/": "signed_in",
    "mijn/uitdaging/<int:pk>/controleren/": "signed_in",
    "mijn/uitdaging/<int:pk>/afschrift/": "signed_in",
    "mijn/uitdaging/<int:pk>/bestand/<int:number>/": "signed_in",
    "mijn/uitdaging/<int:pk>/aanvullen/": "signed_in",
    "mijn/uitdaging/<int:pk>/openbaar/": "signed_in",
    "mijn/uitdaging/<int:pk>/afspraak/": "signed_in",
    "mijn/uitdaging/<int:pk>/terugkijken/<int:number>/": "signed_in",
    "mijn/uitdaging/<int:pk>/evaluatie/": "signed_in",
    "mijn/uitdaging/<int:pk>/stoppen/": "signed_in",
    "werkplek/uitdagingen/": ON_CHALLENGES,
    "werkplek/uitdagingen/<int:pk>/": ON_CHALLENGES,
    "werkplek/uitdagingen/<int:pk>/bestand/<int:number>/": ON_CHALLENGES,
    "werkplek/uitdagingen/<int:pk>/zienswijze/": ON_CHALLENGES,
    "werkplek/uitdagingen/<int:pk>/<slug:slug>/": "needs(community.assess_challenges, community.decide_challenges)",
}

COMMUNITY_ADMIN = {
    "community.EventKind": Pages(see="city.edit_town", add="city.edit_town", change="city.edit_town"),
    "community.ChallengeClause": Pages(
        see="community.assess_challenges, initiatives.edit_settings",
        add="initiatives.edit_settings",
        change="initiatives.edit_settings",
    ),
    "community.ChallengeCriterion": Pages(
        see="community.assess_challenges, initiatives.edit_settings",
        add="initiatives.edit_settings",
        change="initiatives.edit_settings",
    ),
    "community.ChallengeTerm": Pages(
        see="community.assess_challenges, initiatives.edit_settings",
        add="initiatives.edit_settings",
        change="initiatives.edit_settings",
        delete="initiatives.edit_settings",
    ),
}
