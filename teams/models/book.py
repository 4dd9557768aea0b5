from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from teams.models.programme import Programme

BOOKS = 12  # seed, slide 16: twelve copies are handed out as "doorgeefboek"
WORD_LENGTH = 600


class Book(models.Model):
    """One of the numbered doorgeefboeken of a programme, 1 to 12."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="books")
    number = models.PositiveSmallIntegerField(_("nummer"))

    class Meta:
        verbose_name = _("doorgeefboek")
        verbose_name_plural = _("doorgeefboeken")
        ordering = ["programme", "number"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "number"], name="book_number_once"),
            models.CheckConstraint(
                condition=Q(number__gte=1, number__lte=BOOKS),
                name="book_number_one_to_twelve",
                violation_error_message=_("Er zijn twaalf boeken, genummerd van 1 tot en met 12."),
            ),
        ]

    class Privacy:
        personal: dict[str, str] = {}
        open: set[str] = set()
        retention = "keep"

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.number}"


class BookPassingQuerySet(models.QuerySet["BookPassing"]):
    """Where the books are."""

    def in_hand(self) -> "BookPassingQuerySet":
        """The last passing of each book that somebody has now."""
        return self.filter(until=None)


class BookPassing(models.Model):
    """A doorgeefboek went to somebody, with a word of who gave it; `until` is None while they have it."""

    book = models.ForeignKey(Book, models.CASCADE, related_name="passings")
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="books", verbose_name=_("wie het heeft")
    )
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("gekregen van")
    )
    word = models.TextField(_("woord erbij"), max_length=WORD_LENGTH)
    since = models.DateTimeField(_("heeft het sinds"))
    until = models.DateTimeField(_("had het tot"), null=True, blank=True)

    objects = BookPassingQuerySet.as_manager()

    class Meta:
        verbose_name = _("boek doorgegeven")
        verbose_name_plural = _("boeken doorgegeven")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["book"],
                condition=Q(until=None),
                name="book_has_one_holder",
                violation_error_message=_("Dit boek heeft al iemand."),
            ),
            models.CheckConstraint(
                condition=~Q(word=""),
                name="book_passed_with_a_word",
                violation_error_message=_("Geef het boek door met een woord."),
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")),
                name="book_passing_ends_after_it_began",
                violation_error_message=_("Een boek gaat weg nadat het kwam."),
            ),
        ]

    class Privacy:
        personal = {"holder": "who has it", "given_by": "who gave it", "word": "own words, may name people"}
        open: set[str] = set()
        retention = "programme"

    def __str__(self) -> str:
        return f"{self.book}: {self.holder}"
