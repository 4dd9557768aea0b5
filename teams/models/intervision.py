from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from initiatives.models import Initiative
from teams.enums import PeerWordKind
from teams.models.gathering import Gathering
from teams.models.lesson import Lesson
from teams.models.programme import TEXT_LENGTH, Programme


class PeerQuestionQuerySet(models.QuerySet["PeerQuestion"]):
    """Who may read what is said at intervision: whoever takes part in the programme now, and nobody else."""

    def for_participant(self, user: User) -> "PeerQuestionQuerySet":
        """Questions of the programmes this civil servant takes part in, but for one about their own initiative."""
        own = Initiative.objects.of_initiator(user).values("pk")
        return self.filter(programme__in=Programme.objects.joined_by(user).values("pk")).exclude(initiative__in=own)


class PeerQuestion(models.Model):
    """What a participant brings to intervision, perhaps about an initiative, and the insight it gave.

    It stays with the participants. Only what the bringer keeps as a `lesson` leaves the room.
    """

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="peer_questions")
    gathering = models.ForeignKey(
        Gathering,
        models.SET_NULL,
        related_name="peer_questions",
        null=True,
        blank=True,
        verbose_name=_("bij welke bijeenkomst"),
    )
    initiative = models.ForeignKey(
        Initiative,
        models.CASCADE,
        related_name="peer_questions",
        null=True,
        blank=True,
        verbose_name=_("over welk initiatief"),
    )
    brought_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="peer_questions", verbose_name=_("ingebracht door")
    )
    brought_at = models.DateTimeField(_("ingebracht op"))
    text = models.TextField(_("vraag"), max_length=TEXT_LENGTH)
    insight = models.TextField(_("inzicht"), max_length=TEXT_LENGTH, blank=True)
    insight_at = models.DateTimeField(_("inzicht opgeschreven op"), null=True, blank=True)
    lesson = models.OneToOneField(
        Lesson,
        models.SET_NULL,
        related_name="peer_question",
        null=True,
        blank=True,
        verbose_name=_("bewaard als les"),
    )

    objects = PeerQuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("vraag voor intervisie")
        verbose_name_plural = _("vragen voor intervisie")
        ordering = ["-brought_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""),
                name="peer_question_has_text",
                violation_error_message=_("Schrijf op wat u wilt vragen."),
            ),
            models.CheckConstraint(
                condition=Q(insight="", insight_at=None, lesson=None) | (~Q(insight="") & Q(insight_at__isnull=False)),
                name="peer_question_insight_before_lesson",
                violation_error_message=_("Schrijf eerst op welk inzicht u kreeg."),
            ),
        ]

    class Privacy:
        personal = {
            "brought_by": "who brought it",
            "text": "own words, may name people",
            "insight": "own words, may name people",
        }
        open: set[str] = set()
        retention = "programme"

    def __str__(self) -> str:
        return self.text[:60]


class PeerWord(models.Model):
    """One contribution to a question: somebody asks on or advises, or the bringer answers."""

    question = models.ForeignKey(PeerQuestion, models.CASCADE, related_name="words")
    kind = models.CharField(_("soort"), max_length=10, choices=PeerWordKind)
    text = models.TextField(_("tekst"), max_length=TEXT_LENGTH)
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="peer_words", verbose_name=_("van")
    )
    said_at = models.DateTimeField(_("geschreven op"))

    class Meta:
        verbose_name = _("bijdrage aan intervisie")
        verbose_name_plural = _("bijdragen aan intervisie")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""),
                name="peer_word_has_text",
                violation_error_message=_("Schrijf op wat u wilt vragen of meegeven."),
            ),
        ]

    class Privacy:
        personal = {"said_by": "who said it", "text": "own words, may name people"}
        open: set[str] = set()
        retention = "programme"

    def __str__(self) -> str:
        return self.text[:60]
