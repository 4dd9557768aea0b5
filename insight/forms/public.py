"""Searching in what the city learnt; an unknown value is ignored, so that an old link still shows something."""

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from insight.models import EditionLine
from teams.enums import LessonAbout


class LessonSearch(forms.Form):
    """A word, and what lessons are about."""

    zoek = forms.CharField(label=_("Zoek in de lessen"), max_length=80, required=False)
    waarover = forms.ChoiceField(
        label=_("Waar gaat de les over?"), choices=[("", _("Alles")), *LessonAbout.choices], required=False
    )

    @property
    def is_narrowed(self) -> bool:
        """True when less than everything is asked for."""
        return self.is_valid() and any(self.cleaned_data.values())

    def narrowed(self, lessons: QuerySet[EditionLine]) -> QuerySet[EditionLine]:
        """The lessons that fit."""
        asked = self.cleaned_data if self.is_valid() else {}
        if asked.get("zoek"):
            lessons = lessons.filter(text__icontains=asked["zoek"])
        return lessons.filter(about=asked["waarover"]) if asked.get("waarover") else lessons
