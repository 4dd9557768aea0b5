"""Choices of the town's master data."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class HolidayKind(models.TextChoices):
    """Which calendar a day is closed in; a legal day is also no working day."""

    LEGAL = "legal", _("feestdag of daarmee gelijkgestelde dag (Algemene termijnenwet art. 3)")
    CLOSED = "closed", _("gemeentehuis gesloten")


class GoalKind(models.TextChoices):
    """Whose goal it is: of the whole municipality, or of one or more wijken (a wijkopgave)."""

    MUNICIPAL = "municipal", _("gemeentelijk doel")
    WIJK = "wijk", _("wijkopgave")
