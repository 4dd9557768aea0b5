from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from community.enums.story import QuoteTopic, StoryAnswer
from community.models.story import NAME_LENGTH, StoryVersion
from core.files import PrivateStorage, random_name
from initiatives.enums import Side

QUOTE_LENGTH = 600
ROLE_LENGTH = 100
DESCRIPTION_LENGTH = 200
WORD_LENGTH = 1000
APPROVED = Q(approved_at=None, approved_mark="") | (Q(approved_at__isnull=False) & ~Q(approved_mark=""))


class StoryQuote(models.Model):
    """What somebody says in a story, with the name and role everyone reads beside it.

    `approved_mark` is the fingerprint of what they approved; the database refuses other words with the same approval,
    and a published version with a quote that has none.
    """

    version = models.ForeignKey(StoryVersion, models.CASCADE, related_name="quotes")
    topic = models.CharField(_("waarover"), max_length=10, choices=QuoteTopic)
    side = models.CharField(_("van welke kant"), max_length=12, choices=Side)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="story_quotes", verbose_name=_("wie zegt dit")
    )
    name = models.CharField(_("naam"), max_length=NAME_LENGTH)
    role = models.CharField(_("rol"), max_length=ROLE_LENGTH, blank=True)
    text = models.TextField(_("citaat"), max_length=QUOTE_LENGTH)
    approved_at = models.DateTimeField(_("goedgekeurd op"), null=True, blank=True)
    approved_mark = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        verbose_name = _("citaat")
        verbose_name_plural = _("citaten")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "user", "topic"],
                name="story_quote_once",
                violation_error_message=_("Van deze persoon staat hierover al een citaat in het verhaal."),
            ),
            models.CheckConstraint(
                condition=~Q(text="") & ~Q(name=""),
                name="story_quote_says_something",
                violation_error_message=_("Een citaat heeft een naam en een tekst."),
            ),
            models.CheckConstraint(
                condition=APPROVED,
                name="story_quote_approved_as_it_was",
                violation_error_message=_("Een goedkeuring hoort bij precies deze woorden."),
            ),
        ]

    class Privacy:
        personal = {
            "user": "who said it",
            "name": "as everyone reads it, after approval",
            "role": "as everyone reads it, after approval",
            "text": "own words, read by everyone after approval",
        }
        open: set[str] = set()
        by_choice = dict.fromkeys(("name", "role", "text"), "of who approved them, in a story that is online")
        retention = "story"

    def __str__(self) -> str:
        return f"{self.name}: {self.text[:60]}"


class StoryPhotoQuerySet(models.QuerySet["StoryPhoto"]):
    """Which photos may be seen."""

    def approved(self) -> "StoryPhotoQuerySet":
        """Photos that everybody who decides over them approved."""
        people = PhotoSubject.objects.filter(photo=OuterRef("pk"))
        return self.filter(Exists(people), ~Exists(people.filter(approved_at=None)))


class StoryPhoto(models.Model):
    """A photo in a story. `token` is its address, which never grants access by itself.

    Two sizes in WebP without metadata (`core.photos`); `description` is what it shows, for who cannot see it.
    """

    version = models.ForeignKey(StoryVersion, models.CASCADE, related_name="photos")
    token = models.CharField(max_length=43, unique=True)
    file = models.FileField(_("foto"), storage=PrivateStorage(), upload_to=random_name, max_length=120)
    thumbnail = models.FileField(_("klein beeld"), storage=PrivateStorage(), upload_to=random_name, max_length=120)
    name = models.CharField(_("naam"), max_length=150)
    width = models.PositiveSmallIntegerField(_("breedte"))
    height = models.PositiveSmallIntegerField(_("hoogte"))
    description = models.CharField(_("wat is te zien"), max_length=DESCRIPTION_LENGTH)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("toegevoegd door")
    )

    objects = StoryPhotoQuerySet.as_manager()

    class Meta:
        verbose_name = _("foto in een verhaal")
        verbose_name_plural = _("foto's in verhalen")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(description=""),
                name="story_photo_is_described",
                violation_error_message=_("Beschrijf wat er op de foto te zien is."),
            )
        ]

    class Privacy:
        personal = {
            "file": "may show people",
            "thumbnail": "may show people",
            "name": "chosen by the person who added it",
            "description": "may name people",
            "added_by": "who added it",
        }
        open: set[str] = set()
        by_choice = dict.fromkeys(
            ("token", "file", "thumbnail", "description"), "of a photo all approved, in a story that is online"
        )
        retention = "story"

    def __str__(self) -> str:
        return self.description


class PhotoSubject(models.Model):
    """Somebody who decides over a photo: who is on it or made it. All of them approve before it appears."""

    photo = models.ForeignKey(StoryPhoto, models.CASCADE, related_name="subjects")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="story_photos", verbose_name=_("wie beslist")
    )
    approved_at = models.DateTimeField(_("goedgekeurd op"), null=True, blank=True)
    approved_mark = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        verbose_name = _("wie over een foto beslist")
        verbose_name_plural = _("wie over foto's beslissen")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["photo", "user"], name="photo_subject_once"),
            models.CheckConstraint(
                condition=APPROVED,
                name="photo_subject_approved_as_it_was",
                violation_error_message=_("Een goedkeuring hoort bij precies deze foto."),
            ),
        ]

    class Privacy:
        personal = {"user": "who is on a photo or made it"}
        open: set[str] = set()
        retention = "story"

    def __str__(self) -> str:
        return str(self.user)


class StoryRequest(models.Model):
    """Somebody was asked whether their part of a version may appear, and what they said."""

    version = models.ForeignKey(StoryVersion, models.CASCADE, related_name="requests")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="story_requests", verbose_name=_("gevraagd aan")
    )
    asked_at = models.DateTimeField(_("gevraagd op"))
    answer = models.CharField(_("antwoord"), max_length=10, choices=StoryAnswer, default=StoryAnswer.WAITING)
    word = models.TextField(_("wat er anders moet"), max_length=WORD_LENGTH, blank=True)
    answered_at = models.DateTimeField(_("geantwoord op"), null=True, blank=True)

    class Meta:
        verbose_name = _("vraag om toestemming")
        verbose_name_plural = _("vragen om toestemming")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["version", "user"], name="story_request_once"),
            models.CheckConstraint(
                condition=~Q(answer=StoryAnswer.CHANGE) | ~Q(word=""),
                name="story_change_says_what",
                violation_error_message=_("Schrijf op wat er anders moet."),
            ),
        ]

    class Privacy:
        personal = {"user": "who was asked", "word": "own words", "answer": "what they said"}
        open: set[str] = set()
        retention = "story"

    def __str__(self) -> str:
        return f"{self.user}: {self.get_answer_display()}"
