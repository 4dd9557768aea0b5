"""The doorgeefboeken: where they are, and giving one to the next."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core.access import needs, signed_in
from core.refusals_shown import refusals_on
from teams.actions.book import pass_on
from teams.forms.programme_words import PassOnForm
from teams.models import Book, BookPassing, ProgrammeMember
from teams.permissions import Permission
from teams.queries.books import book_in_hand, books_of, participants_of, receivers_in
from teams.queries.programme_pages import inside_programmes
from teams.views.request import PersonRequest


@needs(Permission.WORK, Permission.RUN_PROGRAMMES)
@require_safe
def books(request: PersonRequest, slug: str) -> HttpResponse:
    """Who has which book now, since when, and the words that came with it."""
    programme = get_object_or_404(inside_programmes(request.user), slug=slug)
    may_run = request.user.has_perm(Permission.RUN_PROGRAMMES)
    context = {"programme": programme, "lines": books_of(programme), "may_run": may_run}
    return render(request, "teams/books.html", context)


@needs(Permission.RUN_PROGRAMMES)
@require_http_methods(["GET", "HEAD", "POST"])
def hand_out(request: PersonRequest, slug: str, number: int) -> HttpResponse:
    """Hand out a book, or pass it on for whoever cannot."""
    book = get_object_or_404(Book.objects.select_related("programme"), programme__slug=slug, number=number)
    held = book.passings.in_hand().select_related("holder").first()
    return _give(request, book, held)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def in_hand(request: PersonRequest, pk: int) -> HttpResponse:
    """The book one has now: its words so far, and giving it to the next."""
    held = book_in_hand(request.user, pk)
    if held is None:
        raise Http404
    return _give(request, held.book, held)


def _give(request: PersonRequest, book: Book, held: BookPassing | None) -> HttpResponse:
    programme = book.programme
    knows_all = request.user.has_perm(Permission.RUN_PROGRAMMES) or _takes_part(request, book)
    people = receivers_in(programme) if knows_all else participants_of(programme)
    form = PassOnForm(
        request.POST if request.method == "POST" else None,
        people=people.exclude(pk=held.holder_id) if held else people,
        initial={"seen": held.pk if held else None},
    )
    if form.is_valid():
        seen = held if held and held.pk == form.cleaned_data["seen"] else None
        given = {"to": form.cleaned_data["to"], "word": form.cleaned_data["word"]}
        with refusals_on(form):
            passing = pass_on(book=book, by=request.user, at=timezone.now(), seen=seen, **given)
            said = _("Doorgeefboek %(number)s is nu bij %(name)s.")
            messages.success(request, said % {"number": book.number, "name": passing.holder})
            return redirect("teams:books", programme.slug) if knows_all else redirect("initiatives:mine")
    passings = book.passings.select_related("holder", "given_by").order_by("-pk")
    mine = held is not None and held.holder == request.user
    context = {"book": book, "programme": programme, "held": held, "passings": passings, "mine": mine, "form": form}
    return render(request, "teams/book.html", context)


def _takes_part(request: PersonRequest, book: Book) -> bool:
    return ProgrammeMember.objects.inside().filter(programme=book.programme_id, user=request.user).exists()
