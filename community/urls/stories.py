"""Addresses of stories."""

from django.urls import URLPattern, path

from community.views import story_own, story_parts, story_public, story_write, workplace_stories

urlpatterns: list[URLPattern] = [
    path("verhalen/", story_public.stories, name="stories"),
    path("verhalen/nieuws/", story_public.feed, name="story_feed"),
    path("verhalen/foto/<str:token>/", story_public.photo, name="story_photo"),
    path("verhalen/foto/<str:token>/klein/", story_public.photo, {"small": True}, name="story_thumbnail"),
    path("verhalen/<slug:slug>/", story_public.story, name="story"),
    path("mijn/verhalen/", story_own.my_stories, name="my_stories"),
    path("mijn/verhalen/foto/<str:token>/", story_own.story_photo, name="own_story_photo"),
    path("mijn/verhalen/<int:pk>/", story_write.story_desk, name="story_desk"),
    path("mijn/verhalen/<int:pk>/tekst/", story_write.change_text, name="story_text"),
    path("mijn/verhalen/<int:pk>/citaat/", story_parts.add_quote, name="story_add_quote"),
    path("mijn/verhalen/<int:pk>/citaat/<int:quote>/", story_parts.change_quote, name="story_quote"),
    path("mijn/verhalen/<int:pk>/citaat/<int:quote>/weg/", story_parts.remove_quote, name="story_remove_quote"),
    path("mijn/verhalen/<int:pk>/foto/", story_parts.add_photo, name="story_add_photo"),
    path("mijn/verhalen/<int:pk>/foto/<int:photo>/", story_parts.change_photo, name="story_change_photo"),
    path("mijn/verhalen/<int:pk>/foto/<int:photo>/weg/", story_parts.remove_photo, name="story_remove_photo"),
    path("mijn/verhalen/<int:pk>/lessen/", story_write.link_lessons, name="story_lessons"),
    path("mijn/verhalen/<int:pk>/vragen/", story_write.ask, name="story_ask"),
    path("mijn/verhalen/<int:pk>/concept/", story_write.back_to_draft, name="story_back"),
    path("mijn/verhalen/<int:pk>/nieuwe-versie/", story_write.new_version, name="story_revise"),
    path("mijn/verhalen/<int:pk>/weg/", story_write.discard, name="story_discard"),
    path("mijn/verhalen/<int:pk>/toestemming/", story_own.consent, name="story_consent"),
    path("mijn/verhalen/<int:pk>/goedkeuren/", story_own.approve, name="story_approve"),
    path("mijn/verhalen/<int:pk>/wijzigen/", story_own.ask_change, name="story_change"),
    path("mijn/verhalen/<int:pk>/terugnemen/", story_own.step_out, name="story_step_out"),
    path("mijn/<str:number>/verhaal/", story_write.begin, name="story_begin"),
]
workplace: list[URLPattern] = [
    path("verhalen/", workplace_stories.stories, name="stories"),
    path("verhalen/nieuw/", workplace_stories.begin, name="story_begin"),
    path("verhalen/<int:pk>/online/", workplace_stories.publish, name="story_publish"),
    path("verhalen/<int:pk>/eraf/", workplace_stories.take_off, name="story_take_off"),
]
