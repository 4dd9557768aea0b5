from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from stimulus_fund.enums import DisputeKind, DisputeState, Verdict
from stimulus_fund.models.application import ANSWER_LENGTH, LINE_LENGTH, Application
from stimulus_fund.models.decision import Decision


class Dispute(models.Model):
    """An objection to a `decision` (Awb 6:4), or a complaint about how somebody was treated (Awb 9:1).

    `filed_at` is the moment of receipt; `posted_on` the day a paper one was posted (Awb 6:9 lid 2). An objection is
    answered by a new decision (`answers`), a complaint by a `verdict` with a `conclusion` (Awb 9:12). `no_hearing`
    says why nobody was heard (Awb 7:3, 9:10). `decide_by` is the last day as its clock last gave it.
    """

    application = models.ForeignKey(Application, models.PROTECT, related_name="disputes", verbose_name=_("aanvraag"))
    kind = models.CharField(_("soort"), max_length=10, choices=DisputeKind)
    number = models.CharField(_("nummer"), max_length=24, unique=True)
    decision = models.ForeignKey(
        Decision, models.PROTECT, related_name="disputes", null=True, blank=True, verbose_name=_("bestreden besluit")
    )
    state = models.CharField(_("stand"), max_length=10, choices=DisputeState, default=DisputeState.OPEN)
    text = models.TextField(_("waarom"), max_length=ANSWER_LENGTH)
    filed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="disputes", verbose_name=_("van")
    )
    filed_at = models.DateTimeField(_("ontvangen op"))
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("ingevoerd door"),
    )
    posted_on = models.DateField(_("gepost op"), null=True, blank=True)
    handler = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="handled_disputes",
        null=True,
        blank=True,
        verbose_name=_("behandelaar"),
    )
    hearing_at = models.DateTimeField(_("gesprek op"), null=True, blank=True)
    hearing_place = models.CharField(_("waar"), max_length=LINE_LENGTH, blank=True)
    hearing_report = models.TextField(_("verslag van het gesprek"), max_length=ANSWER_LENGTH, blank=True)
    no_hearing = models.TextField(_("waarom er geen gesprek is"), max_length=ANSWER_LENGTH, blank=True)
    decide_by = models.DateField(_("beslissen uiterlijk op"))
    reminded_on = models.DateField(_("herinnerd op"), null=True, blank=True)
    verdict = models.CharField(_("oordeel"), max_length=10, choices=Verdict, blank=True)
    conclusion = models.TextField(_("bevindingen en conclusie"), max_length=ANSWER_LENGTH, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("afgehandeld door"),
    )
    closed_at = models.DateTimeField(_("afgehandeld op"), null=True, blank=True)
    wiped_at = models.DateTimeField(_("teksten vernietigd op"), null=True, blank=True)

    class Meta:
        verbose_name = _("bezwaar of klacht")
        verbose_name_plural = _("bezwaren en klachten")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["decide_by", "id"], name="dispute_due", condition=Q(state=DisputeState.OPEN))]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=DisputeKind.OBJECTION, decision__isnull=False)
                | Q(kind=DisputeKind.COMPLAINT, decision=None),
                name="dispute_objection_names_a_decision",
                violation_error_message=_("Een bezwaar gaat over een besluit, een klacht niet."),
            ),
            models.CheckConstraint(
                condition=Q(state=DisputeState.OPEN, closed_at=None)
                | (~Q(state=DisputeState.OPEN) & Q(closed_at__isnull=False)),
                name="dispute_closed_has_moment",
                violation_error_message=_("Wat is afgehandeld heeft een moment."),
            ),
            models.CheckConstraint(
                condition=~Q(kind=DisputeKind.COMPLAINT, state=DisputeState.CLOSED) | ~Q(verdict=""),
                name="dispute_complaint_closed_with_verdict",
                violation_error_message=_("Een afgehandelde klacht heeft een oordeel."),
            ),
            models.UniqueConstraint(
                fields=["decision"],
                condition=Q(state=DisputeState.OPEN, kind=DisputeKind.OBJECTION),
                name="dispute_one_open_objection",
                violation_error_message=_("Er loopt al een bezwaar tegen dit besluit."),
            ),
        ]

    class Privacy:
        personal = {
            **dict.fromkeys(("text", "hearing_report", "no_hearing", "conclusion", "hearing_place"), "own words"),
            **dict.fromkeys(("filed_by", "entered_by", "handler", "closed_by"), "who"),
        }
        open: set[str] = set()
        retention = "application"  # with the case it is about, which then counts from here

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        """Where the applicant follows it."""
        return reverse("fund:dispute", args=[self.application_id, self.pk])

    @property
    def is_open(self) -> bool:
        """True while it waits for an answer."""
        return self.state == DisputeState.OPEN

    @property
    def is_objection(self) -> bool:
        """True for an objection, False for a complaint."""
        return self.kind == DisputeKind.OBJECTION
