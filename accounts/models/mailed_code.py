from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.enums import CodePurpose


class MailedCode(models.Model):
    """A six-digit code mailed to an address: good for one purpose, once, until `expires_at`, for whoever holds `key`.

    `key` is kept in the session of the browser that asked, so that a code from somebody else's request opens
    nothing here. Only a keyed hash of the code is stored. Asking never looks whether the address has an account.
    """

    key = models.CharField(max_length=43, unique=True)
    purpose = models.CharField(_("waarvoor"), max_length=10, choices=CodePurpose)
    email = models.EmailField(_("e-mailadres"), max_length=254)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="mailed_codes",
        null=True,
        blank=True,
        verbose_name=_("account"),
    )
    code_hash = models.CharField(max_length=64)
    sent_at = models.DateTimeField(_("gestuurd op"))
    expires_at = models.DateTimeField(_("geldig tot"), db_index=True)
    attempts = models.PositiveSmallIntegerField(_("pogingen"), default=0)
    used_at = models.DateTimeField(_("gebruikt op"), null=True, blank=True)

    class Meta:
        verbose_name = _("code per e-mail")
        verbose_name_plural = _("codes per e-mail")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(purpose__in=sorted(CodePurpose.without_account())) | Q(user__isnull=False),
                name="mailed_code_belongs_to_account",
                violation_error_message=_("Deze code hoort bij een account."),
            ),
        ]

    class Privacy:
        personal = {"email": "address the code went to", "user": "whose code it is"}
        open: set[str] = set()
        retention = "mailed_code"

    def __str__(self) -> str:
        return f"{self.get_purpose_display()} {self.sent_at:%Y-%m-%d %H:%M}"
