"""The building blocks of the screen on one page, for whoever makes or judges a screen. In demo mode only."""

from datetime import date

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core.access import public
from core.components import Answer, Attachment, Fact, Moment, Pages, Stage, Step, Tone


class Sample(forms.Form):
    """One of each kind of field."""

    name = forms.CharField(label=_("Hoe heet u?"), max_length=80)
    mail = forms.EmailField(label=_("Uw e-mailadres"), help_text=_("Hier sturen wij de bevestiging naartoe."))
    plan = forms.CharField(
        label=_("Wat wilt u doen?"), max_length=300, widget=forms.Textarea, help_text=_("Een paar zinnen is genoeg.")
    )
    when = forms.CharField(label=_("Wanneer wilt u beginnen?"), required=False)
    theme = forms.ChoiceField(label=_("Waar gaat het over?"), choices=[("", ""), ("a", _("Groen")), ("b", _("Sport"))])
    place = forms.ChoiceField(
        label=_("Waar is het?"),
        choices=[("a", _("Hele stad")), ("b", _("Een wijk")), ("c", _("Een adres"))],
        widget=forms.RadioSelect,
    )
    help_asked = forms.MultipleChoiceField(
        label=_("Welke hulp vraagt u?"),
        choices=[("a", _("kennis")), ("b", _("menskracht"))],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Kies alles wat past."),
        required=False,
    )
    agree = forms.BooleanField(label=_("Mijn initiatief mag op de site staan"))
    photo = forms.FileField(label=_("Foto's"), required=False, help_text=_("JPEG, PNG of WebP, hoogstens 10 MB."))


@public
@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    """Every building block, each in the states it can have."""
    if not settings.DEMO:
        raise Http404
    context = {
        "form": Sample(),
        "wrong": Sample({"mail": "geen adres"}, prefix="fout"),
        "tones": list(Tone),
        "steps": [
            Step(_("Ingediend"), Moment.DONE, on=date(2026, 3, 2)),
            Step(_("In gesprek"), Moment.CURRENT, _("Nu is de gemeente aan zet."), note=_("Uiterlijk 30 maart 2026")),
            Step(_("Klaar"), Moment.COMING),
        ],
        "facts": [Fact(_("Nummer"), "ZW-2026-0001"), Fact(_("Wijk"), "Assendorp", url="#")],
        "answers": [Answer(_("Wat wilt u doen?"), _("Een tuin maken."), "#", _("uw plan"))],
        "files": [Attachment(_("begroting.pdf"), "#", 120_000, _("van u"))],
        "stages": [Stage(_("Idee"), "#"), Stage(_("Plek"), "#", current=True), Stage(_("Controleren"))],
        "pages": Pages(2, "#", "#"),
        "patterns": [(shape, tint) for tint in range(4) for shape in range(6)],
    }
    return render(request, "pages/catalogue.html", context)
