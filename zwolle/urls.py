from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from zwolle.views import catalogue, demo, errors, home, pages, sitemap

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error

urlpatterns = [
    path(".well-known/security.txt", pages.security_txt, name="security_txt"),
    path("", include("core.urls")),
    path("robots.txt", pages.robots_txt, name="robots_txt"),
    path("sitemap.xml", sitemap.sitemap, name="sitemap"),
    path("demo/", demo.people, name="demo_people"),
    path("demo/postvak/", demo.mailbox, name="demo_mailbox"),
    path("demo/postvak/<int:pk>/", demo.mail, name="demo_mail"),
    path("demo/componenten/", catalogue.catalogue, name="catalogue"),
    path("beheer/", include("initiatives.urls.desk")),
    path("beheer/", admin.site.urls),
    path("werkplek/", include("insight.urls.work")),  # before the numbers of cases
    path("werkplek/fonds/", include("stimulus_fund.urls.staff")),
    path("werkplek/", include("community.urls.workplace")),
    path("werkplek/", include("teams.urls")),
    path("account/oidc/", include("accounts.oidc_urls")),
    path("api/", include("insight.urls.api")),
    *i18n_patterns(
        path("", home.home, name="home"),
        path("", include("insight.urls.open")),
        path("leren/", include("insight.urls.public")),
        path("", include("insight.urls.open_data")),
        path("fonds/", include("stimulus_fund.urls")),
        path("", include("community.urls")),
        path("toegankelijkheid/", pages.accessibility, name="accessibility"),
        path("privacy/", pages.privacy, name="privacy"),
        path("account/", include("accounts.urls")),
        path("account/", include("accounts.allauth_urls")),
        path("mijn/", include("teams.urls.initiator")),
        path("", include("initiatives.urls")),
        prefix_default_language=False,
    ),
]
