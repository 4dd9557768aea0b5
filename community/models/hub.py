from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from city.models import Theme, Wijk
from core import search
from initiatives.enums import HelpKind

NAME_LENGTH = 120
DOES_LENGTH = 1000
PLACEHOLDER = "@knooppunt.example"  # a mailbox that is not there: a new town fills in the real ones


class HubQuerySet(models.QuerySet["Hub"]):
    """Which hubs are shown, and which can be asked."""

    def active(self) -> "HubQuerySet":
        """Hubs everyone may read about."""
        return self.filter(active=True)

    def askable(self) -> "HubQuerySet":
        """Active hubs whose mailbox for questions is known."""
        return self.active().exclude(referral_email="").exclude(referral_email__endswith=PLACEHOLDER)

    def in_wijk(self, slug: str) -> "HubQuerySet":
        """Hubs that work in this wijk, or in the whole town."""
        places = Hub.wijken.through._default_manager
        here, bound = places.filter(wijk__slug=slug).values("hub"), places.values("hub")
        return self.filter(Q(pk__in=here) | ~Q(pk__in=bound))


class Hub(models.Model):
    """An organisation in the town that helps initiatives further (initiatiefknooppunt).

    Without `wijken` it works in the whole town. `referral_email` is where questions go; it is never shown to residents.
    `search_text` and `search_title` are what the search looks through.
    """

    name = models.CharField(_("naam"), max_length=NAME_LENGTH)
    slug = models.SlugField(_("adres"), max_length=NAME_LENGTH, unique=True)
    does = models.TextField(_("wat zij doen"), max_length=DOES_LENGTH)
    does_en = models.TextField(_("wat zij doen, in het Engels"), max_length=DOES_LENGTH, blank=True)
    themes = models.ManyToManyField(Theme, related_name="hubs", blank=True, verbose_name=_("thema's"))
    wijken = models.ManyToManyField(
        Wijk, related_name="hubs", blank=True, verbose_name=_("wijken"), help_text=_("Geen wijk gekozen: de hele stad.")
    )
    website = models.URLField(_("website"), blank=True)
    email = models.EmailField(_("e-mailadres dat iedereen ziet"), max_length=254, blank=True)
    phone = models.CharField(_("telefoon die iedereen ziet"), max_length=20, blank=True)
    referral_email = models.EmailField(
        _("e-mailadres voor vragen"),
        max_length=254,
        blank=True,
        help_text=_("Hierheen mailen wij vragen, na toestemming van de initiatiefnemer. Inwoners zien dit adres niet."),
    )
    active = models.BooleanField(_("in gebruik"), default=True)
    search_text = models.TextField(editable=False, blank=True)
    search_title = models.TextField(editable=False, blank=True)

    objects = HubQuerySet.as_manager()

    class Meta:
        verbose_name = _("initiatiefknooppunt")
        verbose_name_plural = _("initiatiefknooppunten")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                name="hub_name_once",
                violation_error_message=_("Er is al een knooppunt met deze naam."),
            ),
            models.CheckConstraint(
                condition=~Q(does=""),
                name="hub_says_what_it_does",
                violation_error_message=_("Schrijf op wat het knooppunt doet."),
            ),
        ]

    class Privacy:
        personal = {"referral_email": "the mailbox questions go to, never public"}
        open = {"name", "slug", "does", "does_en", "themes", "wijken", "website", "email", "phone"}
        retention = "keep"

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Its page for everyone."""
        return reverse("community:hub", args=[self.slug])

    def index_words(self) -> None:
        """Renew what the search looks through; the caller saves."""
        self.search_title = search.normalise(self.name)
        self.search_text = search.normalise(f"{self.name} {self.does} {self.does_en}")

    @property
    def text(self) -> str:
        """What it does, in the language of the reader where it is written in it."""
        return self.does_en if self.does_en and get_language() == "en" else self.does

    @property
    def text_lang(self) -> str:
        """The language of `text` when that is not the page's own."""
        return "nl" if get_language() == "en" and not self.does_en else ""

    @property
    def is_askable(self) -> bool:
        """True when a question can go to it."""
        return self.active and bool(self.referral_email) and not self.has_placeholder

    @property
    def has_placeholder(self) -> bool:
        """True while its mailbox for questions is still the example of a new town."""
        return self.referral_email.endswith(PLACEHOLDER)


class HubHelp(models.Model):
    """A kind of help that a hub gives, in the words initiators ask for help with."""

    hub = models.ForeignKey(Hub, models.CASCADE, related_name="help_given")
    kind = models.CharField(_("soort hulp"), max_length=12, choices=HelpKind)

    class Meta:
        verbose_name = _("soort hulp")
        verbose_name_plural = _("soorten hulp")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["hub", "kind"], name="hub_help_once", violation_error_message=_("Deze hulp staat er al.")
            ),
        ]

    class Privacy:
        personal: dict[str, str] = {}
        open = {"kind"}
        retention = "keep"

    def __str__(self) -> str:
        return self.get_kind_display()
