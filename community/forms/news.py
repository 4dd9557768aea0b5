"""What an initiator writes for everyone. Validate and normalise; never write."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from community.forms.following import OnceForm
from community.models import News
from community.models.news import TEXT_LENGTH, TITLE_LENGTH
from core.files import FileRefused, Upload, check_upload
from core.text_fields import LineField, TextField

PHOTOS = "image/jpeg,image/png,image/webp,image/gif"


class PhotoField(forms.FileField):
    """One photo, checked and made anew; anything else is refused in a sentence."""

    def __init__(self, **words: Any) -> None:
        super().__init__(widget=forms.FileInput(attrs={"accept": PHOTOS}), **words)

    def clean(self, data: Any, initial: Any = None) -> Upload | None:
        """The checked photo. Raises ValidationError with what is wrong with it."""
        if not data:
            return None
        try:
            upload = check_upload(data)
        except FileRefused as refusal:
            raise ValidationError(str(refusal)) from refusal
        if upload.kind != "photo":
            raise ValidationError(_("Dit is geen foto. Kies een JPEG, PNG, WebP of GIF."))
        return upload


class NewsForm(OnceForm):
    """Title and text, and a photo with what it shows; `version` is the one on the screen."""

    title = LineField(label=_("Kop"), max_length=TITLE_LENGTH, missing=_("Schrijf een kop boven uw bericht."))
    text = TextField(
        label=_("Bericht"),
        help_text=_(
            "Iedereen kan dit lezen. Noem anderen alleen bij naam als zij dat goed vinden. Een lege regel begint een "
            "nieuwe alinea, [tekst](https://adres) maakt een link."
        ),
        max_length=TEXT_LENGTH,
        rows=8,
        missing=_("Schrijf eerst een bericht."),
    )
    photo = PhotoField(
        label=_("Foto"),
        help_text=_("JPEG, PNG, WebP of GIF, tot 15 MB. Staan er mensen op? Vraag of zij het goed vinden."),
        required=False,
    )
    description = LineField(
        label=_("Wat is er op de foto te zien?"),
        help_text=_("Voor wie de foto niet kan zien. Vul dit in bij elke foto."),
        max_length=200,
        required=False,
    )
    drops_photo = forms.BooleanField(label=_("Haal de foto weg"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, news: News | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.has_photo = news is not None and bool(news.photo)
        if not self.has_photo:
            del self.fields["drops_photo"]

    def clean(self) -> dict[str, Any]:
        """A photo has words for who cannot see it."""
        data = super().clean() or self.cleaned_data
        shows = data.get("photo") or (self.has_photo and not data.get("drops_photo"))
        if shows and "description" in data and not data["description"]:
            self.add_error("description", _("Beschrijf wat er op de foto te zien is."))
        return data

    @classmethod
    def initial_of(cls, news: News) -> dict[str, Any]:
        """News as the form shows it."""
        return {name: getattr(news, name) for name in ("title", "text", "description", "version")}
