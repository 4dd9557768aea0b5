from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from community.enums.following import NewsState
from core.files import PrivateStorage, random_name
from initiatives.models import Initiative

TITLE_LENGTH = 120
TEXT_LENGTH = 4000


class NewsQuerySet(models.QuerySet["News"]):
    """Who may read which news; fetching is authorising."""

    def public(self) -> "NewsQuerySet":
        """What everyone may read: not taken back or away, of an initiative that is public now."""
        return self.filter(state=NewsState.SHOWN, initiative__in=Initiative.objects.public())


class News(models.Model):
    """What an initiator tells everyone about their initiative, in a little Markdown, with at most one photo.

    The photo is kept in two sizes under random names; `token` is its address, which never grants access by itself.
    """

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="news")
    state = models.CharField(_("toestand"), max_length=10, choices=NewsState, default=NewsState.SHOWN)
    version = models.PositiveIntegerField(_("versie"), default=1)
    title = models.CharField(_("kop"), max_length=TITLE_LENGTH)
    text = models.TextField(_("bericht"), max_length=TEXT_LENGTH)
    language = models.CharField(_("taal van de tekst"), max_length=5, choices=settings.LANGUAGES, default="nl")
    token = models.CharField(max_length=43, unique=True, null=True, blank=True)
    photo = models.FileField(_("foto"), storage=PrivateStorage(), upload_to=random_name, max_length=120, blank=True)
    thumbnail = models.FileField(
        _("klein beeld"), storage=PrivateStorage(), upload_to=random_name, max_length=120, blank=True
    )
    width = models.PositiveSmallIntegerField(_("breedte"), null=True, blank=True)
    height = models.PositiveSmallIntegerField(_("hoogte"), null=True, blank=True)
    description = models.CharField(_("wat is te zien"), max_length=200, blank=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("geschreven door")
    )
    written_at = models.DateTimeField(_("geschreven op"))
    changed_at = models.DateTimeField(_("veranderd op"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("ingetrokken op"), null=True, blank=True)
    idempotency_key = models.CharField(max_length=64, unique=True, null=True, blank=True)

    objects = NewsQuerySet.as_manager()

    class Meta:
        verbose_name = _("bericht van de initiatiefnemer")
        verbose_name_plural = _("berichten van initiatiefnemers")
        ordering = ["-written_at", "-pk"]
        indexes = [
            models.Index(fields=["initiative", "-written_at"], name="news_of_initiative"),
            models.Index(fields=["written_at"], condition=Q(state="shown"), name="news_to_tell"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(text=""),
                name="news_says_something",
                violation_error_message=_("Een bericht heeft een kop en een tekst."),
            ),
            models.CheckConstraint(
                condition=Q(photo="", token=None) | (~Q(photo="") & Q(token__isnull=False)),
                name="news_photo_has_address",
                violation_error_message=_("Een foto heeft een adres."),
            ),
        ]

    class Privacy:
        personal = {
            "photo": "may show people",
            "thumbnail": "may show people",
            "description": "may name people",
            "written_by": "who wrote it",
        }
        open = {"title", "text", "language", "written_at", "changed_at"}
        by_choice = dict.fromkeys(("token", "photo", "thumbnail", "description"), "of news everyone may read")
        retention = "initiative"

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its place on the page with all news of the initiative."""
        return f"{reverse('community:news', args=[self.initiative.slug])}#{self.anchor}"

    @property
    def case_number(self) -> str:
        """The number of the initiative."""
        return self.initiative.number

    @property
    def anchor(self) -> str:
        """Where it stands on the page with all news."""
        return f"bericht-{self.pk}"

    @property
    def photo_url(self) -> str:
        """Where its photo is; empty without one."""
        return reverse("community:news_photo", args=[self.token]) if self.token else ""
