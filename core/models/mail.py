from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class OutgoingMail(models.Model):
    """One message to one address, written in the transaction of the change it tells of, sent by `manage.py work`.

    A sender claims a row in a short transaction by moving `next_attempt_at` ahead (the lease), sends outside any
    transaction and marks it in a second one. A sender that dies leaves a row whose lease runs out; it is sent again
    with the same Message-ID, so that a double is recognisable. The text of a secret (a code) is wiped after sending.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("wacht op verzending")
        SENT = "sent", _("verzonden")
        FAILED = "failed", _("niet bezorgd")
        EXPIRED = "expired", _("verlopen voor verzending")

    class Urgency(models.IntegerChoices):
        CODE = 0, _("inlogcode")
        NOTICE = 10, _("bericht")

    to = models.EmailField(_("aan"), max_length=254)
    subject = models.CharField(_("onderwerp"), max_length=200)
    text = models.TextField(_("tekst"))
    calendar = models.TextField(_("agendabestand"), blank=True, help_text=_("Een afspraak volgens RFC 5545."))
    kind = models.CharField(_("soort"), max_length=60)
    language = models.CharField(_("taal"), max_length=5, default="nl")
    urgency = models.PositiveSmallIntegerField(_("voorrang"), choices=Urgency, default=Urgency.NOTICE)
    secret = models.BooleanField(_("geheim"), default=False, help_text=_("De tekst wordt na verzending gewist."))
    case_number = models.CharField(_("initiatief"), max_length=20, blank=True)
    unsubscribe_url = models.URLField(_("afmeldadres"), blank=True)
    message_id = models.CharField(_("Message-ID"), max_length=120, unique=True)
    state = models.CharField(_("toestand"), max_length=10, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(_("pogingen"), default=0)
    next_attempt_at = models.DateTimeField(_("volgende poging"))
    expires_at = models.DateTimeField(_("vervalt op"), null=True, blank=True)
    created_at = models.DateTimeField(_("geschreven op"))
    sent_at = models.DateTimeField(_("verzonden op"), null=True, blank=True)
    failure = models.CharField(_("fout"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("e-mail")
        verbose_name_plural = _("e-mails")
        ordering = ["-pk"]
        indexes = [
            models.Index(
                fields=["urgency", "next_attempt_at"], condition=Q(state="waiting"), name="mail_waiting_by_urgency"
            ),
            models.Index(fields=["case_number"], name="mail_case"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="sent") | Q(sent_at__isnull=False),
                name="mail_sent_has_moment",
                violation_error_message=_("Een verzonden e-mail heeft een moment van verzending."),
            ),
        ]

    class Privacy:
        personal = {
            "to": "address of the person it is for",
            "subject": "may name them",
            "text": "may name them",
            "calendar": "names them as a guest",
        }
        open: set[str] = set()
        retention = "mail"

    def __str__(self) -> str:
        return f"{self.kind} ({self.get_state_display()})"
