"""Addresses of following, news, offering help, reporting and moderation."""

from django.urls import path

from community.views import flags, following, help_offers, moderation, news

urlpatterns = [
    path("volgen/", following.start, name="follow_start"),
    path("volgen/kijk-in-uw-mail/", following.asked, name="follow_asked"),
    path("volgen/bevestigen/<str:secret>/", following.confirm, name="confirm_follow"),
    path("volgen/kiezen/<str:token>/", following.manage, name="manage_follows"),
    path("volgen/stop/<str:token>/", following.stop, name="stop_follows"),
    path("volgen/<int:pk>/stop/", following.stop_own, name="stop_own_follow"),
    path("volgen/<slug:kind>/<slug:slug>/", following.follow, name="follow"),
    path("initiatieven/<slug:slug>/berichten/", news.news, name="news"),
    path("initiatieven/bericht/foto/<str:token>/", news.photo, name="news_photo"),
    path("initiatieven/bericht/foto/<str:token>/klein/", news.photo, {"small": True}, name="news_thumbnail"),
    path("initiatieven/<slug:slug>/helpen/", help_offers.offer, name="offer_help"),
    path("initiatieven/<slug:slug>/helpen/kijk-in-uw-mail/", help_offers.sent, name="offer_sent"),
    path("initiatieven/<slug:slug>/helpen/verstuurd/", help_offers.sent, {"confirmed": True}, name="offered_as"),
    path("initiatieven/<slug:slug>/melden/", flags.report, name="report"),
    path("initiatieven/<slug:slug>/melden/gelukt/", flags.reported, name="reported"),
    path("initiatieven/<slug:slug>/berichten/<int:pk>/melden/", flags.report, name="report_news"),
    path("hulp/bevestigen/<str:secret>/", help_offers.confirm, name="confirm_offer"),
    path("hulp/<str:token>/", help_offers.own, name="own_offer"),
    path("mijn/<str:number>/nieuws/", news.write, name="own_news"),
    path("mijn/<str:number>/nieuws/<int:pk>/", news.change, name="change_news"),
    path("mijn/<str:number>/nieuws/<int:pk>/intrekken/", news.withdraw, name="withdraw_news"),
    path("mijn/<str:number>/hulp/", help_offers.offers, name="offers"),
    path("mijn/<str:number>/hulp/<int:pk>/", help_offers.answer, name="answer_offer"),
    path("mijn/<str:number>/weggehaald/<int:pk>/", flags.takedown, name="own_takedown"),
]
workplace = [
    path("meldingen/", moderation.queue, name="moderation"),
    path("meldingen/weggehaald/", moderation.history, name="takedowns"),
    path("meldingen/weggehaald/<int:pk>/", moderation.takedown, name="takedown"),
    path("meldingen/<int:pk>/", moderation.flag, name="flag"),
    path("meldingen/<slug:kind>/<int:pk>/weghalen/", moderation.take_down, name="take_down"),
]
