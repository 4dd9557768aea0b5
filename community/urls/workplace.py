"""Addresses for civil servants; `zwolle.urls` puts them under `werkplek/`."""

from community.urls import agenda, challenges, following, hubs, stories

app_name = "community_work"
urlpatterns = [
    *hubs.workplace,
    *stories.workplace,
    *agenda.workplace,
    *following.workplace,
    *challenges.workplace,
]
