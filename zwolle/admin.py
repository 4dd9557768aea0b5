"""The gidsteam's desk: the admin site at /beheer/. Its login is the portal's own, so that the second factor holds."""

from typing import Any

from django.contrib.admin.sites import AdminSite
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.queries import person
from initiatives.permissions import Permission
from zwolle import desk

PASSWORD_PAGES = {"password_change", "password_change_done"}


class DeskSite(AdminSite):
    """The admin, open to whoever may enter the desk; its first page is the queue."""

    site_header = _("Initiatiefrijk Zwolle")
    site_title = _("Werkbank gidsteam")
    index_title = _("Werkbank gidsteam")
    index_template = "admin/desk.html"
    enable_nav_sidebar = False

    def has_permission(self, request: HttpRequest) -> bool:
        """Only active people whose roles may enter the desk."""
        return bool(request.user.is_authenticated and request.user.has_perm(Permission.ENTER_DESK))

    def get_urls(self) -> list[URLPattern | URLResolver]:
        """The admin's addresses, without those to change a password: nobody has one."""
        return [each for each in super().get_urls() if getattr(each, "name", None) not in PASSWORD_PAGES]

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        """The desk: what waits for whom, oldest promise first, and below it everything staff may edit."""
        overview = desk.page(person(request), request.GET, timezone.now())
        return super().index(request, {**overview, **(extra_context or {})})
