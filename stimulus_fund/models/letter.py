from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from stimulus_fund.enums import LetterKind, Post
from stimulus_fund.models.application import Application
from stimulus_fund.models.decision import Decision
from stimulus_fund.models.dispute import Dispute


class Letter(models.Model):
    """An official letter about an application, sealed: `seal` is the SHA-256 of `body`, and neither ever changes.

    `body` is what people read between head and foot, as HTML that the portal itself made. A letter that may not come
    electronically (Awb 2:8) waits until somebody posted it.
    """

    application = models.ForeignKey(Application, models.PROTECT, related_name="letters", verbose_name=_("aanvraag"))
    decision = models.ForeignKey(
        Decision, models.PROTECT, related_name="letters", null=True, blank=True, verbose_name=_("besluit")
    )
    dispute = models.ForeignKey(
        Dispute, models.PROTECT, related_name="letters", null=True, blank=True, verbose_name=_("bezwaar of klacht")
    )
    kind = models.CharField(_("brief"), max_length=12, choices=LetterKind)
    number = models.PositiveSmallIntegerField(_("nummer"))
    subject = models.CharField(_("onderwerp"), max_length=200)
    body = models.TextField(_("tekst"))
    seal = models.CharField(_("zegel"), max_length=64)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("verstuurd door"),
    )
    sent_at = models.DateTimeField(_("verstuurd op"))
    post = models.CharField(_("verzending"), max_length=8, choices=Post)
    posted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("gepost door"),
    )
    posted_at = models.DateTimeField(_("op de post gedaan op"), null=True, blank=True)
    wiped_at = models.DateTimeField(_("tekst vernietigd op"), null=True, blank=True)

    class Meta:
        verbose_name = _("brief")
        verbose_name_plural = _("brieven")
        ordering = ["application", "number"]
        indexes = [models.Index(fields=["post", "posted_at", "id"], name="letter_to_post")]
        constraints = [
            models.UniqueConstraint(fields=["application", "number"], name="letter_number_once"),
            models.CheckConstraint(
                condition=Q(posted_at=None) | Q(post=Post.PAPER, posted_by__isnull=False),
                name="letter_posted_on_paper",
                violation_error_message=_("Alleen een brief op papier gaat op de post."),
            ),
        ]

    class Privacy:
        personal = {"body": "names and addresses", "sent_by": "who", "posted_by": "who"}
        open: set[str] = set()
        retention = "application"

    def __str__(self) -> str:
        return self.subject

    def get_absolute_url(self) -> str:
        """Where the applicant reads it."""
        return reverse("fund:letter", args=[self.application_id, self.number])

    @property
    def html(self) -> SafeString:
        """The body as it is shown: made by our own templates, which escape what people wrote, and sealed since."""
        return SafeString(self.body)
