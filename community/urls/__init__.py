"""Addresses for everyone and for the initiator's side, one list per subject."""

from community.urls import agenda, challenges, following, hubs, stories

app_name = "community"
urlpatterns = [
    *hubs.urlpatterns,
    *stories.urlpatterns,
    *agenda.urlpatterns,
    *following.urlpatterns,
    *challenges.urlpatterns,
]
