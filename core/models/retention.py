from django.db import models
from django.utils.translation import gettext_lazy as _


class RetentionTerm(models.Model):
    """How many days rows of a kind are kept, from a date on; the term in force is the latest that has begun.

    The kinds are those that models name in `class Privacy`. What happens when the term is over, and from when it
    counts, is told by a rule (core.retention); a kind without a term is kept.
    """

    kind = models.SlugField(_("soort"), max_length=40)
    days = models.PositiveIntegerField(_("bewaartermijn in dagen"))
    source = models.CharField(
        _("grondslag"), max_length=200, help_text=_("Waar deze termijn op berust, bijvoorbeeld de selectielijst.")
    )
    valid_from = models.DateField(_("geldt vanaf"))

    class Meta:
        verbose_name = _("bewaartermijn")
        verbose_name_plural = _("bewaartermijnen")
        ordering = ["kind", "-valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "valid_from"],
                name="retention_one_term_a_day",
                violation_error_message=_("Voor deze soort geldt vanaf die dag al een termijn."),
            ),
            models.CheckConstraint(
                condition=models.Q(days__gte=1),
                name="retention_at_least_a_day",
                violation_error_message=_("Een bewaartermijn is ten minste één dag."),
            ),
        ]

    class Privacy:
        personal: dict[str, str] = {}
        open = {"kind", "days", "source", "valid_from"}
        retention = "keep"

    def __str__(self) -> str:
        return f"{self.kind}: {self.days} ({self.valid_from})"
