"""News of initiators: everyone reads it, the initiator's side writes it."""

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.queries import person
from community.actions import news as actions
from community.forms.news import NewsForm
from community.models import News
from community.queries import news as queries
from community.views.following import posted
from core import files
from core.access import public, signed_in
from core.kept_pages import kept_for_visitors
from core.paging import page_of
from core.refusals_shown import refusals_on, refusals_told
from initiatives.models import Initiative
from initiatives.queries import initiator

PAGE_SIZE = 10


@public
@kept_for_visitors
@require_safe
def news(request: HttpRequest, slug: str) -> HttpResponse:
    """All news of a public initiative, the latest first."""
    initiative = get_object_or_404(Initiative.objects.public(), slug=slug)
    found, pages = page_of(request.GET, queries.public_news(initiative), PAGE_SIZE)
    return render(request, "community/news/public.html", {"initiative": initiative, "news": found, "pages": pages})


@public
@require_safe
def photo(request: HttpRequest, token: str, small: bool = False) -> FileResponse:
    """The photo with news; 404 as soon as the news or its initiative is not public."""
    row = get_object_or_404(News.objects.public(), token=token)
    file = row.thumbnail if small else row.photo
    return files.send(file, name=files.PHOTO_NAME, content_type=files.PHOTO_TYPE, public=True)


@signed_in
@require_http_methods(["GET", "POST"])
def write(request: HttpRequest, number: str) -> HttpResponse:
    """Everything the initiator's side wrote, with what happened to it, and a form for more."""
    user = person(request)
    initiative = get_object_or_404(initiator.own(user), number=number)
    form = NewsForm(posted(request), request.FILES)
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        with refusals_on(form):
            actions.write_news(
                initiative=initiative,
                title=data["title"],
                text=data["text"],
                language=get_language() or user.language,
                upload=data["photo"],
                description=data["description"],
                by=user,
                at=timezone.now(),
                idempotency_key=data["key"],
            )
            messages.success(request, _("Uw bericht staat op de website. Wie u volgt, leest het in de volgende mail."))
            return redirect("community:own_news", number)
    found, pages = page_of(request.GET, queries.own_news(user).filter(initiative=initiative), PAGE_SIZE)
    context = {"initiative": initiative, "form": form, "news": found, "pages": pages}
    return render(request, "community/news/own.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """Correct news; the second saver sees both texts."""
    user = person(request)
    row = get_object_or_404(queries.own_news(user), initiative__number=number, pk=pk)
    form = NewsForm(posted(request), request.FILES, news=row, initial=NewsForm.initial_of(row))
    shown = refusals_on(form)
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        with shown:
            actions.change_news(
                news=row,
                version=data["version"] or 0,
                title=data["title"],
                text=data["text"],
                upload=data["photo"],
                drops_photo=data.get("drops_photo", False),
                description=data["description"],
                by=user,
                at=timezone.now(),
            )
            messages.success(request, _("Uw bericht is aangepast."))
            return redirect("community:own_news", number)
    context = {"initiative": row.initiative, "news": row, "form": form, "theirs": shown.theirs}
    return render(request, "community/news/change.html", context)


@signed_in
@require_POST
def withdraw(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """Take news back."""
    row = get_object_or_404(queries.own_news(person(request)), initiative__number=number, pk=pk)
    with refusals_told(request):
        actions.withdraw_news(news=row, by=person(request), at=timezone.now())
        messages.success(request, _("Uw bericht staat niet meer op de website."))
    return redirect("community:own_news", number)
