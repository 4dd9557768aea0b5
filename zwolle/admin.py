"""The gidsteam's desk: the admin site at /beheer/. Its login is the portal's own, so that the second factor holds."""

from django.contrib.admin.sites import AdminSite
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from initiatives.permissions import Permission


class DeskSite(AdminSite):
    """The admin, open to whoever may enter the desk."""

    site_header = _("Initiatiefrijk Zwolle")
    site_title = _("Werkbank gidsteam")
    index_title = _("Werkbank gidsteam")

    def has_permission(self, request: HttpRequest) -> bool:
        """Only active people whose roles may enter the desk."""
        return bool(request.user.is_authenticated and request.user.has_perm(Permission.ENTER_DESK))
