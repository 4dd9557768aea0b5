"""Change what was said, compare versions, add and remove photos and documents."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from core.access import signed_in
from core.refusals_shown import refusals_on
from initiatives.actions import attachment
from initiatives.actions.text import change_text
from initiatives.enums import Side
from initiatives.forms.initiator import CHANGE_FORMS, DescriptionForm, FilesForm
from initiatives.models import Attachment, TextVersion
from initiatives.queries import initiator as queries
from initiatives.queries import versions
from initiatives.queries.submit import town_names
from initiatives.views.initiator import own_case
from initiatives.views.own_draft import number as whole_number
from initiatives.views.submit import readable_conflict


@signed_in
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, number: str, part: str) -> HttpResponse:
    """Change one part of the text; a second saver sees both texts."""
    initiative, user = own_case(request, number)
    if part not in CHANGE_FORMS:
        raise Http404
    form_class = CHANGE_FORMS[part]
    theirs: dict[str, object] = {}
    if request.method == "POST":
        form = form_class(request.POST, young=initiative.under_sixteen)
        if form.is_valid():
            with refusals_on(form) as refused:
                change_text(
                    initiative=initiative,
                    intake=versions.intake_with(initiative, form.cleaned_data),
                    seen=whole_number(request.POST.get("version", "")) or 0,
                    by=user,
                    at=timezone.now(),
                )
                messages.success(request, _("Uw tekst is bewaard."))
                return redirect(initiative.status_url)
            theirs = refused.theirs or {}
            initiative.refresh_from_db(fields=["version"])
    else:
        form = form_class(initial=versions.snapshot(initiative), young=initiative.under_sixteen)
    context = {"initiative": initiative, "form": form, "part": part, "theirs": readable_conflict(theirs)}
    return render(request, "initiatives/initiator/change.html", context)


@signed_in
@require_GET
def compare(request: HttpRequest, number: str) -> HttpResponse:
    """All versions of the text, and what changed between two of them."""
    initiative, _user = own_case(request, number)
    kept = list(initiative.versions.select_related("saved_by").order_by("version"))
    last = len(kept) - 1
    before = chosen(kept, request.GET.get("van", ""), max(last - 1, 0))
    after = chosen(kept, request.GET.get("naar", ""), last)
    context = {
        "initiative": initiative,
        "versions": kept,
        "before": before,
        "after": after,
        "changes": versions.changes(before, after, town_names()),
    }
    return render(request, "initiatives/initiator/versions.html", context)


def chosen(kept: list[TextVersion], text: str, otherwise: int) -> TextVersion:
    """The version with this number, or the one at this place."""
    wanted = whole_number(text)
    return next((one for one in kept if one.version == wanted), kept[otherwise])


@signed_in
@require_http_methods(["GET", "POST"])
def files(request: HttpRequest, number: str) -> HttpResponse:
    """Add photos and documents to the case; take away one's own."""
    initiative, user = own_case(request, number)
    form = FilesForm(request.POST, request.FILES) if request.method == "POST" else FilesForm()
    if form.is_bound and form.is_valid():
        with refusals_on(form):
            for upload in form.cleaned_data["uploads"]:
                attachment.add(initiative=initiative, upload=upload, side=Side.INITIATOR, by=user, at=timezone.now())
            messages.success(request, _("Toegevoegd."))
            return redirect("initiatives:files", number)
    own = queries.removable(initiative)
    return render(request, "initiatives/initiator/files.html", {"initiative": initiative, "form": form, "files": own})


@signed_in
@require_POST
def describe_photo(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """Say what one's own photo shows."""
    initiative, user = own_case(request, number)
    photo = queries.removable(initiative).filter(pk=pk, kind=Attachment.Kind.PHOTO).first()
    if photo is None:
        raise Http404
    form = DescriptionForm(request.POST)
    if form.is_valid():
        attachment.describe(attachment=photo, description=form.cleaned_data["description"], by=user, at=timezone.now())
        messages.success(request, _("Bewaard."))
    else:
        messages.error(request, _("Gebruik niet meer dan 200 tekens."))
    return redirect("initiatives:files", number)


@signed_in
@require_http_methods(["GET", "POST"])
def remove_file(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """Take away a photo or document of one's own side, after asking."""
    initiative, user = own_case(request, number)
    file = queries.removable(initiative).filter(pk=pk).first()
    if file is None:
        raise Http404
    if request.method == "GET":
        return render(request, "initiatives/initiator/remove_file.html", {"initiative": initiative, "file": file})
    attachment.remove(attachment=file, by=user, at=timezone.now())
    messages.success(request, _("Verwijderd."))
    return redirect("initiatives:files", number)
