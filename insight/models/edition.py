from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from insight.enums import EditionState, Section, Unit
from teams.enums import LessonAbout
from teams.models import Programme

TITLE_LENGTH = 120
TEXT_LENGTH = 2000
REASON_LENGTH = 300


class EditionQuerySet(models.QuerySet["Edition"]):
    """Which editions everyone may read."""

    def published(self) -> "EditionQuerySet":
        """Approved by a second person and frozen, the newest first."""
        return self.filter(state=EditionState.PUBLISHED).order_by("-approved_at", "-pk")


class Edition(models.Model):
    """A learning report that can be cited: chosen line by line, approved by another, frozen.

    `slug` is its number ("2026-1"), given when it is published; from then the database refuses every change of it.
    `line_count` is how many lines were frozen with it; `remark` why an approver sent it back.
    """

    title = models.CharField(_("titel"), max_length=TITLE_LENGTH)
    slug = models.SlugField(_("nummer"), max_length=12, unique=True, null=True, blank=True)
    first = models.DateField(_("van"))
    last = models.DateField(_("tot en met"))
    programme = models.ForeignKey(
        Programme, models.PROTECT, related_name="editions", null=True, blank=True, verbose_name=_("programma")
    )
    state = models.CharField(_("stand"), max_length=10, choices=EditionState, default=EditionState.DRAFT)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="editions", verbose_name=_("samengesteld door")
    )
    made_at = models.DateTimeField(_("begonnen op"))
    counted_at = models.DateTimeField(_("geteld op"), null=True, blank=True)
    offered_at = models.DateTimeField(_("aangeboden op"), null=True, blank=True)
    remark = models.CharField(_("waarom teruggegeven"), max_length=REASON_LENGTH, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("goedgekeurd door"),
    )
    approved_at = models.DateTimeField(_("gepubliceerd op"), null=True, blank=True)
    line_count = models.PositiveIntegerField(_("regels"), null=True, blank=True)

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("editie van het leerverslag")
        verbose_name_plural = _("edities van het leerverslag")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(title=""), name="edition_has_title", violation_error_message=_("Geef de editie een titel.")
            ),
            models.CheckConstraint(
                condition=Q(first__lte=F("last")),
                name="edition_period_in_order",
                violation_error_message=_("De laatste dag ligt niet voor de eerste."),
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("made_by")),
                name="edition_approved_by_another",
                violation_error_message=_("Een ander dan de samensteller keurt een editie goed."),
            ),
            models.CheckConstraint(
                condition=Q(
                    state=EditionState.PUBLISHED,
                    approved_by__isnull=False,
                    approved_at__isnull=False,
                    counted_at__isnull=False,
                    line_count__isnull=False,
                    slug__isnull=False,
                )
                | (~Q(state=EditionState.PUBLISHED) & Q(approved_by=None, approved_at=None, slug=None)),
                name="edition_published_is_approved",
                violation_error_message=_("Een editie wordt pas gepubliceerd als een ander haar goedkeurde."),
            ),
        ]

    class Privacy:
        personal = {"made_by": "who composed it", "approved_by": "who approved it", "remark": "own words"}
        open = {"title", "slug", "first", "last", "programme", "counted_at", "approved_at"}
        retention = "keep"

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The public page; of a published edition only."""
        return reverse("learning:edition", args=[self.slug])


class EditionLine(models.Model):
    """One line of an edition as everyone reads it: a figure (`value`; None when it is small) or a sentence (`text`).

    `source` is the row a sentence was taken from, without a key to it: what it came from may be destroyed. `said_by`
    is shown only while the speaker lets it; `blanked_at` is when the words were taken out.
    """

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="lines")
    position = models.PositiveIntegerField(_("volgorde"))
    section = models.CharField(_("deel"), max_length=12, choices=Section)
    code = models.CharField(_("sleutel"), max_length=40)
    name = models.CharField(_("naam"), max_length=160, blank=True)
    value = models.DecimalField(_("getal"), max_digits=10, decimal_places=2, null=True, blank=True)
    unit = models.CharField(_("wat het telt"), max_length=8, choices=Unit, default=Unit.COUNT)
    text = models.TextField(_("tekst"), max_length=TEXT_LENGTH, blank=True)
    about = models.CharField(_("waarover"), max_length=12, choices=LessonAbout, blank=True)
    said_by = models.CharField(_("naam van de spreker"), max_length=160, blank=True)
    role = models.CharField(_("rol van de spreker"), max_length=80, blank=True)
    source = models.PositiveBigIntegerField(_("bron"), null=True, blank=True)
    part = models.CharField(_("welk antwoord"), max_length=10, blank=True)
    blanked_at = models.DateTimeField(_("leeggemaakt op"), null=True, blank=True)

    class Meta:
        verbose_name = _("regel van een editie")
        verbose_name_plural = _("regels van een editie")
        ordering = ["edition", "position"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "section", "code"], name="edition_line_once"),
            models.CheckConstraint(
                condition=Q(blanked_at=None) | Q(text="", said_by=""),
                name="edition_line_blanked_is_empty",
                violation_error_message=_("Een leeggemaakte regel heeft geen tekst."),
            ),
        ]
        indexes = [models.Index(fields=["section", "source"], name="edition_line_source")]

    class Privacy:
        personal = {"said_by": "who said it, with consent"}
        open = {"section", "name", "value", "unit", "text", "about", "role"}
        by_choice = {"said_by": "in a published edition, as long as the speaker lets it"}
        retention = "keep"

    def __str__(self) -> str:
        return self.name or self.text[:60]
