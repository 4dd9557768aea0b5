from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from initiatives.enums import InvitationKind, MemberRole
from initiatives.models.initiative import Initiative


class Member(models.Model):
    """Somebody on the initiator's side of a case; leaving keeps the row."""

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="members")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="memberships", verbose_name=_("persoon")
    )
    role = models.CharField(_("rol"), max_length=12, choices=MemberRole, default=MemberRole.INITIATOR)
    joined_at = models.DateTimeField(_("sinds"))
    left_at = models.DateTimeField(_("tot"), null=True, blank=True)

    class Meta:
        verbose_name = _("lid aan de kant van de initiatiefnemer")
        verbose_name_plural = _("leden aan de kant van de initiatiefnemer")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "user"],
                condition=Q(left_at=None),
                name="member_once",
                violation_error_message=_("Deze persoon doet al mee."),
            ),
            models.UniqueConstraint(
                fields=["initiative"],
                condition=Q(left_at=None, role=MemberRole.INITIATOR),
                name="member_one_initiator",
                violation_error_message=_("Een initiatief heeft één initiatiefnemer; anderen doen mee."),
            ),
        ]

    class Privacy:
        personal = {"user": "who is on the initiator's side"}
        open: set[str] = set()
        retention = "initiative"

    def __str__(self) -> str:
        return f"{self.user} ({self.get_role_display()})"


class Invitation(models.Model):
    """An invitation by mail to the initiator's side; the secret in the link is kept only as a hash.

    It serves once, for one address, until `expires_at`.
    """

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="invitations")
    kind = models.CharField(_("waarvoor"), max_length=12, choices=InvitationKind)
    email = models.EmailField(_("e-mailadres"), max_length=254)
    secret_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("uitgenodigd door")
    )
    invited_at = models.DateTimeField(_("uitgenodigd op"))
    expires_at = models.DateTimeField(_("geldig tot"))
    accepted_at = models.DateTimeField(_("aangenomen op"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("ingetrokken op"), null=True, blank=True)

    class Meta:
        verbose_name = _("uitnodiging")
        verbose_name_plural = _("uitnodigingen")
        ordering = ["-pk"]

    class Privacy:
        personal = {"email": "address of the person invited"}
        open: set[str] = set()
        retention = "invitation"

    def __str__(self) -> str:
        return self.get_kind_display()
