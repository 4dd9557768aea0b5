from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("beheer/", admin.site.urls),
    path("werkplek/", include("teams.urls")),
    path("account/", include("accounts.urls")),
    path("account/", include("allauth.urls")),
    *i18n_patterns(
        path("", include("initiatives.urls")),
        prefix_default_language=False,
    ),
]
