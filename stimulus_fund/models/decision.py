from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from stimulus_fund.enums import (
    DecisionKind,
    DecisionState,
    InKindKind,
    LoweringGround,
    RefusalGround,
    RevocationGround,
)
from stimulus_fund.models.application import ANSWER_LENGTH, Application


class Decision(models.Model):
    """What the municipality decided on an application, with its reasons (Awb 3:46). Amounts are euro cents.

    One person prepares it, a second one looks at it, a third one who holds the mandate takes it. Once taken it never
    changes: a correction is a new decision that `replaces` it. `dispute` is the objection it answers, if any.
    `deviation` says why it differs from the advice of
    the assessors (Awb 3:50); `ground` on what giving nothing, or less than was asked, rests.
    """

    application = models.ForeignKey(Application, models.PROTECT, related_name="decisions", verbose_name=_("aanvraag"))
    kind = models.CharField(_("besluit"), max_length=12, choices=DecisionKind)
    state = models.CharField(_("stand"), max_length=10, choices=DecisionState, default=DecisionState.PREPARED)
    cents = models.PositiveBigIntegerField(_("bedrag"), default=0)
    ground = models.CharField(
        _("grond"),
        max_length=14,
        choices=[*RefusalGround.choices, *LoweringGround.choices, *RevocationGround.choices],
        blank=True,
    )
    motivation = models.TextField(_("motivering"), max_length=ANSWER_LENGTH)
    activities = models.TextField(_("waarvoor het geld is"), max_length=ANSWER_LENGTH, blank=True)
    obligations = models.TextField(_("verplichtingen, een per regel"), max_length=ANSWER_LENGTH, blank=True)
    deviation = models.TextField(_("waarom anders dan het advies"), max_length=ANSWER_LENGTH, blank=True)
    remark = models.CharField(_("waarom teruggegeven"), max_length=300, blank=True)
    replaces = models.OneToOneField(
        "self", models.PROTECT, related_name="replacement", null=True, blank=True, verbose_name=_("vervangt")
    )
    dispute = models.ForeignKey(
        "stimulus_fund.Dispute",
        models.PROTECT,
        related_name="answers",
        null=True,
        blank=True,
        verbose_name=_("op bezwaar"),
    )
    prepared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("voorbereid door")
    )
    prepared_at = models.DateTimeField(_("voorbereid op"))
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("nagekeken door"),
    )
    checked_at = models.DateTimeField(_("nagekeken op"), null=True, blank=True)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("genomen door"),
    )
    taken_at = models.DateTimeField(_("genomen op"), null=True, blank=True)
    mandate = models.CharField(_("mandaat"), max_length=300, blank=True)
    wiped_at = models.DateTimeField(_("teksten vernietigd op"), null=True, blank=True)

    class Meta:
        verbose_name = _("besluit")
        verbose_name_plural = _("besluiten")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["state", "-id"], name="decision_register"),
            models.Index(
                fields=["taken_at", "application"],
                name="decision_given",
                condition=Q(state=DecisionState.TAKEN, kind__in=sorted(DecisionKind.giving())),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(kind__in=sorted(DecisionKind.on_application()), state=DecisionState.TAKEN),
                name="decision_one_stands",
                violation_error_message=_("Er is al een besluit op deze aanvraag."),
            ),
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(kind__in=[DecisionKind.SETTLEMENT, DecisionKind.REVOCATION], state=DecisionState.TAKEN),
                name="decision_settled_once",
                violation_error_message=_("Deze subsidie is al vastgesteld of ingetrokken."),
            ),
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(state__in=[DecisionState.PREPARED, DecisionState.CHECKED]),
                name="decision_one_on_its_way",
                violation_error_message=_("Er is al een besluit in voorbereiding."),
            ),
            models.CheckConstraint(
                condition=Q(checked_by=None) | ~Q(checked_by=F("prepared_by")),
                name="decision_checked_by_another",
                violation_error_message=_("Een ander dan de voorbereider kijkt het besluit na."),
            ),
            models.CheckConstraint(
                condition=Q(taken_by=None) | (~Q(taken_by=F("prepared_by")) & ~Q(taken_by=F("checked_by"))),
                name="decision_taken_by_another",
                violation_error_message=_("Wie het besluit voorbereidde of nakeek, neemt het niet."),
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=[DecisionState.TAKEN, DecisionState.REPLACED],
                    taken_by__isnull=False,
                    taken_at__isnull=False,
                    checked_by__isnull=False,
                )
                | Q(state__in=[DecisionState.PREPARED, DecisionState.CHECKED], taken_by=None, taken_at=None),
                name="decision_taken_has_moment",
                violation_error_message=_("Een genomen besluit is nagekeken en heeft een beslisser."),
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=sorted(DecisionKind.giving())) | Q(cents__gt=0),
                name="decision_giving_has_amount",
                violation_error_message=_("Vul een bedrag in dat meer is dan nul."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[*sorted(DecisionKind.giving()), DecisionKind.SETTLEMENT]) | Q(cents=0),
                name="decision_refusing_has_none",
                violation_error_message=_("Bij een afwijzing of intrekking hoort geen bedrag."),
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=[DecisionKind.PARTIAL, DecisionKind.REJECTION, DecisionKind.REVOCATION])
                | ~Q(ground=""),
                name="decision_refusal_has_ground",
                violation_error_message=_("Kies de grond voor minder geven, afwijzen of intrekken."),
            ),
            models.CheckConstraint(
                condition=~Q(motivation="") | Q(wiped_at__isnull=False),
                name="decision_has_motivation",
                violation_error_message=_("Geef de motivering (Awb 3:46)."),
            ),
        ]

    class Privacy:
        personal = {
            **dict.fromkeys(("motivation", "activities", "obligations", "deviation", "remark"), "may name people"),
            **dict.fromkeys(("prepared_by", "checked_by", "taken_by"), "who worked on it"),
        }
        open = {"application", "kind", "cents", "taken_at"}
        retention = "application"

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.get_state_display()})"

    @property
    def case_number(self) -> str:
        """The number audit entries carry; fetch with select_related("application__initiative")."""
        return self.application.case_number


class InKind(models.Model):
    """What a decision gives beside money: hours, a voucher (euro cents), a place, material."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="in_kind")
    kind = models.CharField(_("soort"), max_length=8, choices=InKindKind)
    amount = models.PositiveIntegerField(_("aantal uren of bedrag in centen"), null=True, blank=True)
    text = models.CharField(_("wat precies"), max_length=200)

    class Meta:
        verbose_name = _("gift in natura")
        verbose_name_plural = _("giften in natura")
        ordering = ["decision", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=[InKindKind.PLACE, InKindKind.MATERIAL], amount=None)
                | Q(kind__in=[InKindKind.HOURS, InKindKind.VOUCHER], amount__gt=0),
                name="in_kind_amount_fits",
                violation_error_message=_(
                    "Uren en een voucher hebben een aantal of bedrag; een plek en materiaal niet."
                ),
            )
        ]

    class Privacy:
        personal: dict[str, str] = {}
        open = {"kind", "amount", "text"}
        retention = "application"

    def __str__(self) -> str:
        return self.text
