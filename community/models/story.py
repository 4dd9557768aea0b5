from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from city.models import Theme
from community.enums.story import StoryKind, StoryState
from initiatives.models import Initiative
from teams.models import Lesson

TITLE_LENGTH = 100
LEAD_LENGTH = 300
BODY_LENGTH = 12_000
NAME_LENGTH = 100
REASON_LENGTH = 300


class Story(models.Model):
    """What an initiator and a civil servant tell together, or a blog of the programme.

    The story is its place (`slug`, given at the first publication) and what it is linked to; what it says stands in
    its versions. `lessons` may be shared among colleagues and stay with them: the public page shows none.
    """

    kind = models.CharField(_("soort"), max_length=10, choices=StoryKind)
    slug = models.SlugField(_("adres"), max_length=120, unique=True, null=True, blank=True)
    initiative = models.ForeignKey(
        Initiative, models.SET_NULL, related_name="stories", null=True, blank=True, verbose_name=_("initiatief")
    )
    theme = models.ForeignKey(
        Theme, models.PROTECT, related_name="stories", null=True, blank=True, verbose_name=_("thema")
    )
    lessons = models.ManyToManyField(Lesson, related_name="stories", blank=True, verbose_name=_("lessen"))
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="started_stories", verbose_name=_("begonnen door")
    )
    started_at = models.DateTimeField(_("begonnen op"))
    published_at = models.DateTimeField(_("eerst gepubliceerd op"), null=True, blank=True)

    class Meta:
        verbose_name = _("verhaal")
        verbose_name_plural = _("verhalen")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["-published_at", "-id"], name="story_news")]

    class Privacy:
        personal = {"started_by": "who began it"}
        open = {"kind", "slug", "theme", "published_at"}
        retention = "story"

    def __str__(self) -> str:
        return self.slug or f"{self.get_kind_display()} {self.pk}"

    def get_absolute_url(self) -> str:
        """The public page; only once it was published."""
        return reverse("community:story", args=[self.slug])

    @property
    def case_number(self) -> str:
        """The number of the initiative, if it is about one."""
        return self.initiative.number if self.initiative else ""


class StoryVersionQuerySet(models.QuerySet["StoryVersion"]):
    """Versions by where they stand."""

    def published(self) -> "StoryVersionQuerySet":
        """What everyone reads."""
        return self.filter(state=StoryState.PUBLISHED)

    def working(self) -> "StoryVersionQuerySet":
        """What is being written, approved or waits for a second pair of eyes."""
        return self.filter(state__in=StoryState.working())


class StoryVersion(models.Model):
    """The text of a story at one time. A published one never changes: who edits it makes the next.

    `author` is the person whose text it is, who approves it as others approve their quotes; without one it is the
    editors'. `written_by` changed it last and does not publish it.
    """

    story = models.ForeignKey(Story, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField(_("versie"))
    state = models.CharField(_("status"), max_length=10, choices=StoryState, default=StoryState.DRAFT)
    language = models.CharField(_("taal"), max_length=5, choices=settings.LANGUAGES, default="nl")
    title = models.CharField(_("titel"), max_length=TITLE_LENGTH)
    lead = models.CharField(_("inleiding"), max_length=LEAD_LENGTH)
    body = models.TextField(_("tekst"), max_length=BODY_LENGTH, blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="story_texts",
        null=True,
        blank=True,
        verbose_name=_("tekst van"),
    )
    author_name = models.CharField(_("naam bij de tekst"), max_length=NAME_LENGTH, blank=True)
    author_approved_at = models.DateTimeField(_("tekst goedgekeurd op"), null=True, blank=True)
    author_mark = models.CharField(max_length=64, blank=True, editable=False)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("geschreven door")
    )
    changed_at = models.DateTimeField(_("veranderd op"))
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("gepubliceerd door"),
    )
    published_at = models.DateTimeField(_("gepubliceerd op"), null=True, blank=True)
    ended_at = models.DateTimeField(_("eraf sinds"), null=True, blank=True)
    ended_reason = models.CharField(_("waarom eraf"), max_length=REASON_LENGTH, blank=True)

    objects = StoryVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("versie van een verhaal")
        verbose_name_plural = _("versies van verhalen")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["story", "number"], name="story_version_number_once"),
            models.UniqueConstraint(
                fields=["story"],
                condition=Q(state=StoryState.PUBLISHED),
                name="story_published_once",
                violation_error_message=_("Van dit verhaal staat al een versie online."),
            ),
            models.UniqueConstraint(
                fields=["story"],
                condition=Q(state__in=[StoryState.DRAFT, StoryState.ASKED, StoryState.READY]),
                name="story_worked_on_once",
                violation_error_message=_("Aan dit verhaal wordt al gewerkt."),
            ),
            models.CheckConstraint(
                condition=~Q(title=""),
                name="story_has_title",
                violation_error_message=_("Geef het verhaal een titel."),
            ),
            models.CheckConstraint(
                condition=~Q(state=StoryState.PUBLISHED)
                | Q(published_by__isnull=False, published_at__isnull=False) & ~Q(published_by=F("written_by")),
                name="story_published_by_another",
                violation_error_message=_("Wie het verhaal schreef, publiceert het niet zelf."),
            ),
            models.CheckConstraint(
                condition=~Q(state=StoryState.PUBLISHED) | Q(author=None) | ~Q(published_by=F("author")),
                name="story_published_by_no_author",
                violation_error_message=_("Wie het verhaal schreef, publiceert het niet zelf."),
            ),
            models.CheckConstraint(
                condition=Q(author_approved_at=None, author_mark="")
                | Q(author__isnull=False, author_approved_at__isnull=False) & ~Q(author_mark=""),
                name="story_text_approved_by_its_author",
                violation_error_message=_("Alleen van wie de tekst is, keurt die goed."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=[StoryState.REPLACED, StoryState.WITHDRAWN], ended_at__isnull=False)
                | (~Q(state__in=[StoryState.REPLACED, StoryState.WITHDRAWN]) & Q(ended_at=None)),
                name="story_ended_has_a_day",
                violation_error_message=_("Een verhaal dat eraf is, heeft een dag waarop dat gebeurde."),
            ),
        ]

    class Privacy:
        personal = {
            "author": "whose text it is",
            "author_name": "whose text it is, as everyone reads it",
            "written_by": "who changed it last",
            "published_by": "who published it",
            "ended_reason": "may name people",
        }
        open = {"story", "title", "lead", "body", "language", "published_at"}
        by_choice = {"author_name": "of a story that is online, as its author approved"}
        retention = "story"

    def __str__(self) -> str:
        return self.title

    @property
    def case_number(self) -> str:
        """The number of the initiative, if it is about one."""
        return self.story.case_number

    @property
    def is_being_written(self) -> bool:
        """True while the text may change."""
        return self.state == StoryState.DRAFT
