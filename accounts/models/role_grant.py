from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role


class RoleGrant(models.Model):
    """A role given to somebody, by whom and why; withdrawing keeps the row.

    `scope` is empty (everywhere) or one "wijk:WK019313" or "scheme:premie-op-actie".
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="role_grants", verbose_name=_("account")
    )
    role = models.CharField(_("rol"), max_length=20, choices=Role)
    scope = models.CharField(_("bereik"), max_length=60, blank=True, help_text=_("Leeg: overal."))
    reason = models.CharField(_("reden"), max_length=200, blank=True)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, verbose_name=_("toegekend door")
    )
    granted_at = models.DateTimeField(_("toegekend op"), default=timezone.now)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("ingetrokken door"),
    )
    withdrawn_at = models.DateTimeField(_("ingetrokken op"), null=True, blank=True)

    class Meta:
        verbose_name = _("toegekende rol")
        verbose_name_plural = _("toegekende rollen")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role", "scope"],
                condition=Q(withdrawn_at=None),
                name="role_grant_once",
                violation_error_message=_("Dit account heeft deze rol al."),
            ),
            models.CheckConstraint(
                condition=~Q(role=Role.INITIATOR),
                name="role_grant_not_initiator",
                violation_error_message=_("Iedereen met een account is al initiatiefnemer."),
            ),
        ]

    class Privacy:
        personal = {"user": "who holds the role", "reason": "may name them"}
        open: set[str] = set()
        retention = "account"

    def __str__(self) -> str:
        return f"{self.get_role_display()} ({self.scope or _('overal')})"
