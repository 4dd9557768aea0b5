"""Addresses for everyone."""

from django.urls import path

from initiatives.views import feeds, public

urlpatterns = [
    path("initiatieven/", public.gallery, name="gallery"),
    path("initiatieven/kaart/", public.town_map, name="map"),
    path("initiatieven/nieuws/", feeds.everything, name="feed"),
    path("initiatieven/wijk/<slug:slug>/nieuws/", feeds.of_wijk, name="feed_wijk"),
    path("initiatieven/thema/<slug:slug>/nieuws/", feeds.of_theme, name="feed_theme"),
    path("initiatieven/foto/<str:token>/", public.photo, name="public_photo"),
    path("initiatieven/foto/<str:token>/klein/", public.photo, {"small": True}, name="public_thumbnail"),
    path("initiatieven/<slug:slug>/", public.detail, name="detail"),
    path("initiatieven/<slug:slug>/nieuws/", feeds.of_initiative, name="feed_initiative"),
]
