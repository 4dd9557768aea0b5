"""Addresses at the werkplek; `zwolle.urls` puts them under the same path as those of the teams."""

from django.urls import path

from insight.views import blind_spots, capacity, edition, report

app_name = "insight"
urlpatterns = [
    path("capaciteit/", capacity.capacity, name="capacity"),
    path("blinde-vlekken/", blind_spots.blind_spots, name="blind_spots"),
    path("verslag/", report.live, name="report"),
    path("verslag/edities/", edition.editions, name="editions"),
    path("verslag/edities/<int:pk>/", edition.edition, name="edition"),
    path("verslag/edities/<int:pk>/aanbieden/", edition.offer, name="offer_edition"),
    path("verslag/edities/<int:pk>/weggooien/", edition.discard, name="discard_edition"),
    path("verslag/edities/<int:pk>/goedkeuren/", edition.publish, name="publish_edition"),
    path("verslag/edities/<int:pk>/teruggeven/", edition.give_back, name="return_edition"),
]
