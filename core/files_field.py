"""Files that come with a form: each checked by itself, so that a wrong one does not cost the right ones."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from core.files import ACCEPT, FileRefused, Upload, check_upload

MOST_AT_ONCE = 10


class FilesInput(forms.FileInput):
    """A file input that takes several."""

    allow_multiple_selected = True

    def __init__(self) -> None:
        super().__init__(attrs={"accept": ACCEPT})

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[UploadedFile]:
        """All files that were chosen."""
        chosen: list[UploadedFile] = files.getlist(name)
        return chosen


class FilesField(forms.FileField):
    """Photos and documents; cleans to the checked files and names each wrong one."""

    def __init__(self, **words: Any) -> None:
        super().__init__(widget=FilesInput(), error_messages={"required": _("Kies eerst een bestand.")}, **words)

    def clean(self, data: Any, initial: Any = None) -> list[Upload]:
        """The checked files. Raises ValidationError with a sentence for each wrong one."""
        if self.required and not data:
            raise ValidationError(self.error_messages["required"], code="required")
        good, problems = sort_out(data or [])
        if problems:
            raise ValidationError(problems)
        return good


def sort_out(chosen: Iterable[UploadedFile]) -> tuple[list[Upload], list[str]]:
    """The files that may be kept, and what is wrong with each of the others."""
    good: list[Upload] = []
    problems: list[str] = []
    for number, upload in enumerate(chosen):
        if number >= MOST_AT_ONCE:
            problems.append(str(_("U kunt 10 bestanden tegelijk kiezen. De rest is niet bewaard.")))
            break
        try:
            good.append(check_upload(upload))
        except FileRefused as refusal:
            problems.append(str(refusal.message))
    return good, problems
