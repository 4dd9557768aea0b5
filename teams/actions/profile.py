"""What colleagues and initiators may know of a civil servant, as that person keeps it."""

from dataclasses import replace
from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import audit
from core.files import FileRefused, check_upload, store
from core.refusal import Refusal
from teams.models import Profile
from teams.records import ProfileDetails

PLAIN = ("department", "job", "hours_a_week", "absent_from", "absent_until", "stand_in")


class NotAPhoto(Refusal):
    """What was sent cannot be shown as a photo."""

    field = "photo"


@transaction.atomic
def save_profile(*, user: User, details: ProfileDetails, by: User, at: datetime) -> Profile:
    """Keep the profile and telephone of a civil servant. Raises Refusal for an absence that cannot be."""
    _check_absence(user, details)
    profile, _made = Profile.objects.select_for_update().get_or_create(user=user)
    for name in PLAIN:
        setattr(profile, name, getattr(details, name))
    profile.save()
    profile.expertise.set(details.expertise)
    profile.wijken.set(details.wijken)
    user.phone = details.phone
    user.save(update_fields=["phone"])
    audit.record(verb="profile.saved", subject=profile, by=by, at=at, after={"absent": details.absent_from is not None})
    return profile


@transaction.atomic
def set_photo(*, user: User, photo: UploadedFile, by: User, at: datetime) -> Profile:
    """Show a photo, made small and stripped of places. Raises NotAPhoto."""
    try:
        upload = check_upload(photo)
    except FileRefused as refused:
        raise NotAPhoto(refused.message) from refused
    if upload.kind != "photo":
        raise NotAPhoto(_("Dit is geen foto. Kies een JPEG, PNG, WebP of GIF."))
    profile, _made = Profile.objects.select_for_update().get_or_create(user=user)
    old = profile.photo.name
    profile.photo = store(replace(upload, content=upload.small, small=b"")).file
    profile.save(update_fields=["photo"])
    audit.record(verb="profile.photo_set", subject=profile, by=by, at=at)
    _delete_after_commit(profile, old)
    return profile


@transaction.atomic
def remove_photo(*, user: User, by: User, at: datetime) -> Profile:
    """Show no photo any more; the file goes too."""
    profile, _made = Profile.objects.select_for_update().get_or_create(user=user)
    old = profile.photo.name
    profile.photo = ""
    profile.save(update_fields=["photo"])
    audit.record(verb="profile.photo_removed", subject=profile, by=by, at=at)
    _delete_after_commit(profile, old)
    return profile


def _delete_after_commit(profile: Profile, name: str | None) -> None:
    if name:
        storage = profile.photo.storage
        transaction.on_commit(lambda: storage.delete(name))


def _check_absence(user: User, details: ProfileDetails) -> None:
    begin, end = details.absent_from, details.absent_until
    if (begin is None) != (end is None):
        raise Refusal(
            _("Vul de eerste en de laatste dag van uw afwezigheid in."), "absent_until" if begin else "absent_from"
        )
    if begin and end and end < begin:
        raise Refusal(_("De laatste dag van afwezigheid ligt niet voor de eerste."), "absent_until")
    if details.stand_in == user:
        raise Refusal(_("Kies een ander als vervanger."), "stand_in")
