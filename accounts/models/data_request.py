from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.enums import RequestKind, RequestState


class DataRequest(models.Model):
    """What somebody asks about their own data, to be answered within one month (AVG art. 12(3)).

    A complex request may take two months more, if the person is told within the first (`extended_on`).
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="data_requests", verbose_name=_("van")
    )
    kind = models.CharField(_("verzoek"), max_length=12, choices=RequestKind)
    wish = models.TextField(_("toelichting"), max_length=2000, blank=True)
    state = models.CharField(_("toestand"), max_length=10, choices=RequestState, default=RequestState.OPEN)
    received_at = models.DateTimeField(_("ontvangen op"))
    due_on = models.DateField(_("uiterlijk op"))
    extended_on = models.DateField(_("verlengd op"), null=True, blank=True)
    extension_reason = models.TextField(_("waarom verlengd"), max_length=2000, blank=True)
    taken_up_at = models.DateTimeField(_("opgepakt op"), null=True, blank=True)
    handler = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("opgepakt door"),
    )
    reminded_at = models.DateTimeField(_("herinnerd op"), null=True, blank=True)
    answered_at = models.DateTimeField(_("beantwoord op"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("beantwoord door"),
    )
    answer = models.TextField(_("antwoord"), max_length=4000, blank=True)

    class Meta:
        verbose_name = _("verzoek over persoonsgegevens")
        verbose_name_plural = _("verzoeken over persoonsgegevens")
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "kind"],
                condition=Q(state=RequestState.OPEN),
                name="data_request_one_open",
                violation_error_message=_("Dit verzoek loopt al."),
            ),
            models.CheckConstraint(
                condition=Q(taken_up_at=None, handler=None) | Q(taken_up_at__isnull=False, handler__isnull=False),
                name="data_request_taken_up_by_somebody",
                violation_error_message=_("Een opgepakt verzoek heeft een medewerker."),
            ),
            models.CheckConstraint(
                condition=Q(extended_on=None) | ~Q(extension_reason=""),
                name="data_request_extension_has_reason",
                violation_error_message=_("Geef de reden van de verlenging."),
            ),
            models.CheckConstraint(
                condition=~Q(state=RequestState.REFUSED) | ~Q(answer=""),
                name="data_request_refusal_has_reason",
                violation_error_message=_("Geef de reden van de weigering."),
            ),
            models.CheckConstraint(
                condition=Q(state=RequestState.OPEN) | Q(answered_at__isnull=False),
                name="data_request_answer_has_moment",
                violation_error_message=_("Een beantwoord verzoek heeft een moment van antwoord."),
            ),
        ]

    class Privacy:
        personal = {
            "user": "whose data it is about",
            "wish": "their own words",
            "answer": "written to them",
            "extension_reason": "written to them",
        }
        open: set[str] = set()
        retention = "data_request"

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.get_state_display()})"
