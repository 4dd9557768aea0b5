from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class DestructionState(models.TextChoices):
    """How far a file is on the way to being destroyed."""

    PROPOSED = "proposed", _("moet nog worden bekeken")
    HELD = "held", _("vastgehouden")
    APPROVED = "approved", _("goedgekeurd")
    DESTROYED = "destroyed", _("vernietigd")
    DROPPED = "dropped", _("van de lijst: de termijn loopt weer")

    @classmethod
    def waiting(cls) -> frozenset["DestructionState"]:
        """States in which the file is on the list, and still there."""
        return frozenset({cls.PROPOSED, cls.HELD, cls.APPROVED})


class DestructionLine(models.Model):
    """A file whose term is over, on the list of what may be destroyed (Archiefwet; selectielijst).

    `subject_type` and `subject_id` name the file, `number` is how people call it; no name or title stands here, so that
    the proof outlives the file. `kind` is the kind of data whose term was over. Nothing goes before somebody approved
    it; the database keeps what was destroyed as it was.
    """

    kind = models.SlugField(_("soort"), max_length=40)
    subject_type = models.CharField(_("dossier"), max_length=80)
    subject_id = models.BigIntegerField(_("sleutel"))
    number = models.CharField(_("nummer"), max_length=40)
    state = models.CharField(_("stand"), max_length=10, choices=DestructionState, default=DestructionState.PROPOSED)
    reason = models.CharField(_("waarom vastgehouden"), max_length=300, blank=True)
    proposed_at = models.DateTimeField(_("op de lijst sinds"))
    judge_id = models.BigIntegerField(_("beoordeeld door"), null=True)
    judged_at = models.DateTimeField(_("beoordeeld op"), null=True)
    ended_at = models.DateTimeField(_("vernietigd of van de lijst op"), null=True)

    class Meta:
        verbose_name = _("dossier om te vernietigen")
        verbose_name_plural = _("dossiers om te vernietigen")
        ordering = ["proposed_at", "pk"]
        indexes = [models.Index(fields=["state", "subject_type"], name="destruction_state")]
        constraints = [
            models.UniqueConstraint(
                fields=["subject_type", "subject_id"],
                condition=Q(state__in=sorted(DestructionState.waiting())),
                name="destruction_once_on_the_list",
                violation_error_message=_("Dit dossier staat al op de lijst."),
            ),
            models.CheckConstraint(
                condition=~Q(state=DestructionState.HELD) | (~Q(reason="") & Q(judge_id__isnull=False)),
                name="destruction_held_with_a_reason",
                violation_error_message=_("Schrijf op waarom u dit dossier vasthoudt."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[DestructionState.APPROVED, DestructionState.DESTROYED])
                | Q(judge_id__isnull=False, judged_at__isnull=False),
                name="destruction_approved_by_somebody",
                violation_error_message=_("Iemand keurt goed wat wordt vernietigd."),
            ),
        ]

    class Privacy:
        personal = {"judge_id": "who judged, as a number that means nothing once the account is erased"}
        open: set[str] = set()
        retention = "keep"

    def __str__(self) -> str:
        return self.number
