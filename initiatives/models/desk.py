from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from initiatives.models.initiative import Initiative


class Label(models.Model):
    """A word the gidsteam hangs on cases to find them together; internal."""

    name = models.CharField(_("label"), max_length=40, unique=True)

    class Meta:
        verbose_name = _("label")
        verbose_name_plural = _("labels")
        ordering = ["name"]

    class Privacy:
        personal: dict[str, str] = {}
        open: set[str] = set()
        retention = "keep"

    def __str__(self) -> str:
        return self.name


class StandardText(models.Model):
    """A text the gidsteam begins from at a step; {naam}, {titel}, {nummer}, {gids} and {datum} are filled in."""

    class Step(models.TextChoices):
        QUESTION = "question", _("vraag aan de initiatiefnemer")
        TAKE_UP = "take_up", _("oppakken")
        AWARE = "aware", _("positie: ervan weten")
        SPOTLIGHT = "spotlight", _("positie: in de spotlights")
        ROOM = "room", _("positie: ontwikkelingsruimte")
        TOGETHER = "together", _("positie: meesamenwerken")
        OUTCOME = "outcome", _("hoe het ging")
        REFERRAL = "referral", _("verwijzing")

    step = models.CharField(_("stap"), max_length=12, choices=Step)
    name = models.CharField(_("naam"), max_length=80)
    text = models.TextField(_("tekst"), max_length=5000)
    active = models.BooleanField(_("in gebruik"), default=True)

    class Meta:
        verbose_name = _("standaardtekst")
        verbose_name_plural = _("standaardteksten")
        ordering = ["step", "name"]
        constraints = [models.UniqueConstraint(fields=["step", "name"], name="standard_text_once")]

    class Privacy:
        personal: dict[str, str] = {}
        open: set[str] = set()
        retention = "keep"

    def __str__(self) -> str:
        return self.name


class SavedFilter(models.Model):
    """A filter of the case list somebody keeps, alone or shared with the gidsteam. `query` is the query string."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_filters", verbose_name=_("van")
    )
    name = models.CharField(_("naam"), max_length=60)
    query = models.CharField(_("filter"), max_length=500)
    shared = models.BooleanField(_("gedeeld met het gidsteam"), default=False)

    class Meta:
        verbose_name = _("bewaard filter")
        verbose_name_plural = _("bewaarde filters")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "name"],
                name="saved_filter_once",
                violation_error_message=_("U heeft al een filter met deze naam."),
            )
        ]

    class Privacy:
        personal = {"owner": "whose filter it is"}
        open: set[str] = set()
        retention = "account"

    def __str__(self) -> str:
        return self.name


class Meeting(models.Model):
    """A weekly meeting of the gidsteam."""

    held_on = models.DateField(_("datum"), unique=True)
    present = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+", blank=True, verbose_name=_("aanwezig"))
    minutes = models.TextField(_("verslag"), max_length=5000, blank=True)

    class Meta:
        verbose_name = _("overleg van het gidsteam")
        verbose_name_plural = _("overleggen van het gidsteam")
        ordering = ["-held_on"]

    class Privacy:
        personal = {"present": "who was there", "minutes": "may name people"}
        open: set[str] = set()
        retention = "meeting"

    def __str__(self) -> str:
        return f"{self.held_on:%Y-%m-%d}"


class MeetingItem(models.Model):
    """A case on the agenda of a meeting, and what was decided there."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="items")
    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="meeting_items")
    why = models.CharField(_("waarom op de agenda"), max_length=200, blank=True)
    decision = models.TextField(_("besluit"), max_length=2000, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("vastgelegd door"),
    )
    decided_at = models.DateTimeField(_("vastgelegd op"), null=True, blank=True)

    class Meta:
        verbose_name = _("agendapunt")
        verbose_name_plural = _("agendapunten")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "initiative"],
                name="meeting_item_once",
                violation_error_message=_("Dit initiatief staat al op de agenda."),
            )
        ]

    class Privacy:
        personal = {"decided_by": "who wrote it down", "decision": "may name people", "why": "may name people"}
        open: set[str] = set()
        retention = "meeting"

    def __str__(self) -> str:
        return f"{self.meeting}: {self.initiative_id}"
