from typing import Any

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from core import roles
from core.text import clean_address


def clean_email(address: str) -> str:
    """The address as it is kept: NFKC, trimmed and in lower case, so that one mailbox has one account."""
    return clean_address(address)


class UserManager(BaseUserManager["User"]):
    """Accounts are found by their cleaned address."""

    def get_by_natural_key(self, username: str | None) -> "User":
        """The account with this address; raises User.DoesNotExist."""
        return self.get(email=clean_email(username or ""))

    def create_user(self, email: str, display_name: str = "", password: str | None = None, **fields: Any) -> "User":
        """Make an account; without a password it logs in by mailed code only."""
        user = self.model(email=clean_email(email), display_name=display_name, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Make the first administrator of an installation; further grants are made in the admin."""
        user = self.create_user(email, password=password, **fields)
        user.role_grants.create(role=Role.ADMINISTRATOR, reason="createsuperuser")
        return user


class User(AbstractBaseUser):
    """Somebody with an account: a resident, a civil servant, or both.

    Permissions come from role grants alone; there is no is_superuser and there are no groups.
    """

    email = models.EmailField(_("e-mailadres"), max_length=254, unique=True)
    display_name = models.CharField(_("naam"), max_length=100, blank=True)
    phone = models.CharField(_("telefoon"), max_length=20, blank=True)
    language = models.CharField(_("taal"), max_length=5, choices=settings.LANGUAGES, default="nl")
    is_active = models.BooleanField(_("actief"), default=True)
    created_at = models.DateTimeField(_("gemaakt op"), default=timezone.now)
    unused_warned_at = models.DateTimeField(_("gewaarschuwd dat het niet gebruikt wordt"), null=True, blank=True)
    erased_at = models.DateTimeField(_("gewist op"), null=True, blank=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["display_name"]

    objects = UserManager()

    # Set for one request by the middleware: a session without the second proof that this person's roles need.
    powerless = False

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        ordering = ["display_name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")),
                name="user_email_lower_case",
                violation_error_message=_("Een e-mailadres staat in kleine letters."),
            ),
        ]

    class Privacy:
        personal = {
            "email": "to log in and to write to",
            "display_name": "to be addressed",
            "phone": "to be called back",
            "language": "to be written to in one's own language",
        }
        open: set[str] = set()
        by_choice = {"display_name": "of an initiator or participant who chose to show it"}
        retention = "account"

    def __str__(self) -> str:
        if self.erased_at:
            return str(_("Gewist account"))
        return self.display_name or str(_("Naam niet ingevuld"))

    @cached_property
    def active_grants(self) -> list[Any]:
        """The role grants that hold now; one query per request."""
        return list(self.role_grants.filter(withdrawn_at=None))

    @property
    def roles(self) -> frozenset[str]:
        """The roles granted to this person."""
        return frozenset(grant.role for grant in self.active_grants)

    @property
    def is_staff(self) -> bool:
        """True for anyone who works for the municipality: whoever has a granted role."""
        return self.is_active and bool(self.active_grants)

    @property
    def first_name(self) -> str:
        """The first word of the name."""
        return self.display_name.split(" ")[0]

    def has_perm(self, word: str, subject: object | None = None) -> bool:
        """True when one of this person's roles holds the permission word, for this subject if one is given."""
        return self.is_active and not self.powerless and roles.allows(self.active_grants, word, subject)

    def has_perms(self, words: list[str], subject: object | None = None) -> bool:
        """True when all words are held."""
        return all(self.has_perm(word, subject) for word in words)

    def has_module_perms(self, app_label: str) -> bool:
        """The admin's index asks this; each ModelAdmin decides for itself."""
        return self.is_staff

    def scopes(self, word: str) -> frozenset[str]:
        """In which scopes this person holds the word; the empty scope means everywhere."""
        return roles.scopes(self.active_grants, word) if self.is_active and not self.powerless else frozenset()
