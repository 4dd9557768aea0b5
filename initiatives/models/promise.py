from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from initiatives.enums import Party, PromiseKind
from initiatives.models.initiative import Initiative


class PromiseTerm(models.Model):
    """How many working days a kind of promise may take, from a date on; the latest that has begun counts."""

    kind = models.CharField(_("belofte"), max_length=12, choices=PromiseKind)
    working_days = models.PositiveSmallIntegerField(_("werkdagen"))
    warn_days = models.PositiveSmallIntegerField(_("waarschuwen, werkdagen ervoor"), default=1)
    escalate_days = models.PositiveSmallIntegerField(_("opschalen, werkdagen erna"), default=2)
    valid_from = models.DateField(_("geldig vanaf"))

    class Meta:
        verbose_name = _("termijn van een belofte")
        verbose_name_plural = _("termijnen van beloftes")
        ordering = ["kind", "-valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "valid_from"],
                name="promise_term_once",
                violation_error_message=_("Er is al een termijn die op deze dag ingaat."),
            ),
            models.CheckConstraint(
                condition=Q(working_days__gte=1),
                name="promise_term_at_least_a_day",
                violation_error_message=_("Een termijn duurt ten minste één werkdag."),
            ),
        ]

    class Privacy:
        personal: dict[str, str] = {}
        open = {"kind", "working_days", "valid_from"}
        retention = "keep"

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.working_days}"


class Promise(models.Model):
    """Something one side promised the other before a date. It is open, kept, or withdrawn with a reason."""

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="promises")
    kind = models.CharField(_("belofte"), max_length=12, choices=PromiseKind)
    party = models.CharField(_("wie beloofde het"), max_length=12, choices=Party)
    text = models.CharField(_("wat"), max_length=200, blank=True)
    made_at = models.DateTimeField(_("beloofd op"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("door")
    )
    due_on = models.DateField(_("uiterlijk op"))
    kept_on = models.DateField(_("nagekomen op"), null=True, blank=True)
    withdrawn_on = models.DateField(_("vervallen op"), null=True, blank=True)
    withdrawn_reason = models.CharField(_("waarom vervallen"), max_length=200, blank=True)
    warned_at = models.DateTimeField(_("gewaarschuwd op"), null=True, blank=True)
    escalated_at = models.DateTimeField(_("opgeschaald op"), null=True, blank=True)

    class Meta:
        verbose_name = _("belofte")
        verbose_name_plural = _("beloftes")
        ordering = ["due_on", "pk"]
        indexes = [
            models.Index(
                fields=["due_on", "initiative"],
                condition=Q(kept_on=None, withdrawn_on=None),
                name="promise_open_by_due",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "kind"],
                condition=Q(kept_on=None, withdrawn_on=None, kind__in=[PromiseKind.FIRST_ANSWER, PromiseKind.POSITION]),
                name="promise_open_once",
                violation_error_message=_("Deze belofte staat al open."),
            ),
            models.CheckConstraint(
                condition=Q(kept_on=None) | Q(withdrawn_on=None),
                name="promise_kept_or_withdrawn",
                violation_error_message=_("Een belofte is nagekomen of vervallen, niet allebei."),
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on=None) | ~Q(withdrawn_reason=""),
                name="promise_withdrawal_has_reason",
                violation_error_message=_("Zeg waarom de belofte vervalt."),
            ),
        ]

    class Privacy:
        personal = {"made_by": "civil servant or initiator who promised", "text": "may name them"}
        open: set[str] = set()
        retention = "initiative"

    def __str__(self) -> str:
        return f"{self.text or self.get_kind_display()} ({self.due_on:%Y-%m-%d})"

    @property
    def case_number(self) -> str:
        """The number of the initiative."""
        return self.initiative.number

    @property
    def is_open(self) -> bool:
        """True while it is neither kept nor withdrawn."""
        return self.kept_on is None and self.withdrawn_on is None


class WaitingSpan(models.Model):
    """A stretch of time in which one party had the ball; together they split the lead time without blame."""

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="waiting_spans")
    party = models.CharField(_("aan zet"), max_length=12, choices=Party)
    paused = models.BooleanField(_("gepauzeerd"), default=False)
    began_at = models.DateTimeField(_("van"))
    ended_at = models.DateTimeField(_("tot"), null=True, blank=True)

    class Meta:
        verbose_name = _("wachttijd")
        verbose_name_plural = _("wachttijden")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["initiative"],
                condition=Q(ended_at=None),
                name="waiting_span_one_open",
                violation_error_message=_("Er is altijd één partij aan zet."),
            ),
        ]

    class Privacy:
        personal: dict[str, str] = {}
        open: set[str] = set()
        retention = "initiative"

    def __str__(self) -> str:
        return f"{self.get_party_display()} {self.began_at:%Y-%m-%d}"
