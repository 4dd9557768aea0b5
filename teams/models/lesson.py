from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from teams.enums import LessonAbout, LessonLevel
from teams.models.rule import Rule
from teams.models.session import Session
from teams.models.team import Team


class Lesson(models.Model):
    """What somebody learnt around an initiative; stays in the team unless it may be shared with the organisation.

    `subject` names the way of working or goal it is `about`, `rule` the rule. Another colleague may confirm it, and
    whoever cares for lessons tells what was done with it.
    """

    team = models.ForeignKey(Team, models.CASCADE, related_name="lessons")
    session = models.ForeignKey(
        Session, models.SET_NULL, related_name="lessons", null=True, blank=True, verbose_name=_("uit gesprek")
    )
    text = models.TextField(_("wat leerden we"), max_length=2000)
    level = models.CharField(_("voor wie"), max_length=12, choices=LessonLevel, default=LessonLevel.ORGANISATION)
    shareable = models.BooleanField(_("mag gedeeld worden met collega's"), default=True)
    about = models.CharField(_("waarover"), max_length=12, choices=LessonAbout, default=LessonAbout.COOPERATION)
    subject = models.CharField(_("welke werkwijze of welk doel"), max_length=160, blank=True)
    rule = models.ForeignKey(
        Rule, models.SET_NULL, related_name="lessons", null=True, blank=True, verbose_name=_("welke regel")
    )
    learnt_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="lessons", verbose_name=_("geleerd door")
    )
    learnt_at = models.DateTimeField(_("vastgelegd op"))
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("herkend door"),
    )
    confirmed_at = models.DateTimeField(_("herkend op"), null=True, blank=True)
    follow_up = models.TextField(_("wat wij ermee deden"), max_length=2000, blank=True)
    followed_up_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("opgepakt door"),
    )
    followed_up_at = models.DateTimeField(_("opgepakt op"), null=True, blank=True)

    class Meta:
        verbose_name = _("les")
        verbose_name_plural = _("lessen")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""), name="lesson_has_text", violation_error_message=_("Schrijf op wat u leerde.")
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None, confirmed_at=None)
                | (Q(confirmed_at__isnull=False) & ~Q(confirmed_by=F("learnt_by"))),
                name="lesson_confirmed_by_another",
                violation_error_message=_("Een ander dan de schrijver herkent een les."),
            ),
            models.CheckConstraint(
                condition=Q(follow_up="", followed_up_by=None) | (~Q(follow_up="") & Q(followed_up_by__isnull=False)),
                name="lesson_follow_up_has_a_name",
                violation_error_message=_("Schrijf op wat u met de les deed."),
            ),
        ]

    class Privacy:
        personal = {
            "learnt_by": "who learnt it",
            "text": "may name people",
            "confirmed_by": "who saw the same",
            "follow_up": "may name people",
            "followed_up_by": "who did something with it",
        }
        open: set[str] = set()
        retention = "initiative"

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def case_number(self) -> str:
        """The number of the initiative."""
        return self.team.case_number
