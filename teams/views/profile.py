"""One's own profile, and the photos of colleagues."""

from django.contrib import messages
from django.db import transaction
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core.access import needs, signed_in
from core.files import PHOTO_NAME, PHOTO_TYPE, send
from core.refusals_shown import refusals_on
from teams.actions.profile import remove_photo, save_profile, set_photo
from teams.forms.profile import ProfileForm
from teams.models import Profile
from teams.permissions import Permission
from teams.queries.access import visible_profiles
from teams.views.request import PersonRequest


@needs(Permission.WORK)
@require_http_methods(["GET", "HEAD", "POST"])
def own(request: PersonRequest) -> HttpResponse:
    """What colleagues and initiators may know of me, and when I am away."""
    profile = Profile.objects.filter(user=request.user).select_related("department", "stand_in").first()
    form = ProfileForm(request.POST or None, request.FILES or None, user=request.user, profile=profile)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            _save(form, request)
            messages.success(request, _("Uw profiel is bewaard."))
            return redirect("teams:profile")
    return render(request, "teams/profile.html", {"form": form, "profile": profile})


@transaction.atomic
def _save(form: ProfileForm, request: PersonRequest) -> None:
    user, at = request.user, timezone.now()
    save_profile(user=user, details=form.details(), by=user, at=at)
    if photo := form.cleaned_data["photo"]:
        set_photo(user=user, photo=photo, by=user, at=at)
    elif form.cleaned_data.get("remove_photo"):
        remove_photo(user=user, by=user, at=at)


@signed_in
@require_safe
def photo(request: PersonRequest, pk: int) -> FileResponse:
    """The photo of a colleague, for colleagues and for initiators who have to do with that person."""
    profile = get_object_or_404(visible_profiles(request.user).exclude(photo=""), pk=pk)
    return send(profile.photo, name=PHOTO_NAME, content_type=PHOTO_TYPE)
