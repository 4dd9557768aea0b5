"""Choices of the agenda. Kinds of events are data: `community.models.EventKind`."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Visibility(models.TextChoices):
    """Who may read of an event, or of what came of it."""

    PUBLIC = "public", _("openbaar: iedereen")
    INTERNAL = "internal", _("intern: alleen collega's")


class EventState(models.TextChoices):
    """Where an event stands; whether it is over, the clock tells."""

    DRAFT = "draft", _("concept")
    PUBLISHED = "published", _("gepubliceerd")
    CANCELLED = "cancelled", _("gaat niet door")


class RegistrationState(models.TextChoices):
    """Where somebody's registration for an event stands."""

    WAITING = "waiting", _("op de wachtlijst")
    SEATED = "seated", _("heeft een plek")
    CANCELLED = "cancelled", _("afgemeld")


class Rhythm(models.TextChoices):
    """How the events of a series follow each other."""

    WEEKLY = "weekly", _("elke week")
    FORTNIGHTLY = "fortnightly", _("elke twee weken")
    MONTHLY = "monthly", _("elke maand, op dezelfde weekdag")
