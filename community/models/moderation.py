from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from community.enums.following import FlagKind, FlagState, TakedownState
from community.models.help_offer import HelpOffer
from community.models.news import News
from initiatives.models import Initiative

REPORT_LENGTH = 1500
REASON_LENGTH = 1500
ABOUT_ONE = Q(news=None) | Q(offer=None)


class Flag(models.Model):
    """What somebody says is wrong with a public page, with news on it, or (the initiator's side) with an offer of help.

    `due_on` is the day before which the municipality answers; an answer is mailed when an address was given.
    """

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="flags")
    news = models.ForeignKey(News, models.CASCADE, related_name="flags", null=True, blank=True)
    offer = models.ForeignKey(HelpOffer, models.CASCADE, related_name="flags", null=True, blank=True)
    state = models.CharField(_("toestand"), max_length=10, choices=FlagState, default=FlagState.OPEN)
    kind = models.CharField(_("wat is er mis"), max_length=10, choices=FlagKind)
    text = models.TextField(_("uitleg"), max_length=REPORT_LENGTH)
    email = models.EmailField(_("e-mailadres"), max_length=254, blank=True)
    language = models.CharField(_("taal"), max_length=5, choices=settings.LANGUAGES, default="nl")
    idempotency_key = models.CharField(max_length=64, unique=True, null=True, blank=True)
    made_at = models.DateTimeField(_("gemeld op"))
    due_on = models.DateField(_("antwoord uiterlijk"))
    answer = models.TextField(_("antwoord"), max_length=REPORT_LENGTH, blank=True)
    answered_at = models.DateTimeField(_("beantwoord op"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("door")
    )

    class Meta:
        verbose_name = _("melding")
        verbose_name_plural = _("meldingen")
        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["due_on"], condition=Q(state="open"), name="flag_open")]
        constraints = [
            models.CheckConstraint(
                condition=ABOUT_ONE,
                name="flag_about_one",
                violation_error_message=_("Een melding gaat over één ding."),
            ),
            models.CheckConstraint(
                condition=Q(state=FlagState.OPEN, answered_at=None)
                | (Q(state=FlagState.ANSWERED, answered_at__isnull=False, answered_by__isnull=False) & ~Q(answer="")),
                name="flag_answer_has_words",
                violation_error_message=_("Een beantwoorde melding heeft een antwoord."),
            ),
        ]

    class Privacy:
        personal = {
            "email": "to answer",
            "text": "own words, may name people",
            "answer": "may name people",
            "answered_by": "who answered",
            "language": "to be answered in",
        }
        open: set[str] = set()
        retention = "flag"

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.initiative.title})"

    @property
    def case_number(self) -> str:
        """The number of the initiative."""
        return self.initiative.number


class Takedown(models.Model):
    """Something that the municipality took off the website: news, an offer of help, or else the page itself.

    The writer reads the reason and may ask once to look again; then somebody else decides, before `due_on`.
    """

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="takedowns")
    news = models.ForeignKey(News, models.CASCADE, related_name="takedowns", null=True, blank=True)
    offer = models.ForeignKey(HelpOffer, models.CASCADE, related_name="takedowns", null=True, blank=True)
    flag = models.ForeignKey(Flag, models.SET_NULL, related_name="takedowns", null=True, blank=True)
    state = models.CharField(_("toestand"), max_length=10, choices=TakedownState, default=TakedownState.STANDING)
    reason = models.TextField(_("reden"), max_length=REASON_LENGTH)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("weggehaald door")
    )
    taken_at = models.DateTimeField(_("weggehaald op"))
    appeal = models.TextField(_("waarom opnieuw kijken"), max_length=REASON_LENGTH, blank=True)
    appealed_at = models.DateTimeField(_("gevraagd op"), null=True, blank=True)
    due_on = models.DateField(_("besluit uiterlijk"), null=True, blank=True)
    decision = models.TextField(_("reden van het besluit"), max_length=REASON_LENGTH, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("besloten door"),
    )
    decided_at = models.DateTimeField(_("besloten op"), null=True, blank=True)

    class Meta:
        verbose_name = _("weggehaald")
        verbose_name_plural = _("weggehaald")
        ordering = ["-taken_at", "-pk"]
        indexes = [models.Index(fields=["due_on"], condition=Q(state="appealed"), name="takedown_appealed")]
        constraints = [
            models.CheckConstraint(
                condition=ABOUT_ONE,
                name="takedown_of_one",
                violation_error_message=_("Haal één ding tegelijk weg."),
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="takedown_has_reason",
                violation_error_message=_("Schrijf op waarom u dit weghaalt. De schrijver leest het."),
            ),
            models.CheckConstraint(
                condition=Q(state=TakedownState.STANDING, appealed_at=None)
                | (
                    ~Q(state=TakedownState.STANDING)
                    & Q(appealed_at__isnull=False, due_on__isnull=False)
                    & ~Q(appeal="")
                ),
                name="takedown_appeal_has_words",
                violation_error_message=_("Wie vraagt om opnieuw te kijken, zegt waarom."),
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=[TakedownState.STANDING, TakedownState.APPEALED], decided_by=None, decided_at=None
                )
                | (
                    Q(state__in=[TakedownState.UPHELD, TakedownState.REVERSED])
                    & Q(decided_by__isnull=False, decided_at__isnull=False)
                    & ~Q(decision="")
                ),
                name="takedown_decision_has_reason",
                violation_error_message=_("Een besluit heeft een reden."),
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("taken_by")),
                name="takedown_decided_by_another",
                violation_error_message=_("Iemand anders dan wie het weghaalde, besluit."),
            ),
        ]

    class Privacy:
        personal = {
            "reason": "may name people",
            "appeal": "own words",
            "decision": "may name people",
            "taken_by": "who took it down",
            "decided_by": "who looked again",
        }
        open: set[str] = set()
        retention = "initiative"

    def __str__(self) -> str:
        return f"{self.what} ({self.initiative.number})"

    @property
    def case_number(self) -> str:
        """The number of the initiative."""
        return self.initiative.number

    @property
    def what(self) -> str:
        """What was taken down, in words."""
        if self.news:
            return str(_("het bericht “%(title)s”") % {"title": self.news.title})
        if self.offer_id:
            return str(_("een aanbod van hulp"))
        return str(_("de pagina “%(title)s”") % {"title": self.initiative.title})

    @property
    def may_be_appealed(self) -> bool:
        """True while the writer may still ask to look again."""
        return self.state == TakedownState.STANDING
