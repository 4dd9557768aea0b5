from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.utils.translation import gettext_lazy as _

from zwolle import checks as checks  # noqa: PLC0414 (registers them)


class ZwolleConfig(AppConfig):
    name = "zwolle"
    verbose_name = _("Portaal")


class DeskConfig(AdminConfig):
    default_site = "zwolle.admin.DeskSite"
