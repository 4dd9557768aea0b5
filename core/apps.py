from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from core import checks


class CoreConfig(AppConfig):
    name = "core"
    verbose_name = _("Uitgaande post en controle")

    def ready(self) -> None:
        """Register what `manage.py check` looks at."""
        checks.register_all()
