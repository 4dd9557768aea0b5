"""Following, for everyone: ask, confirm, choose and stop. Whoever asks never learns what an address follows."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import User
from accounts.queries import person
from city.models import Theme, Wijk
from community.actions import following as actions
from community.forms.following import FollowForm, LanguageForm
from community.models import Follower
from community.queries import following as queries
from core.access import public, signed_in
from core.refusal import Refusal
from core.refusals_shown import refusals_on, refusals_told

secret_page = cache_control(no_store=True, private=True)


def machine(request: HttpRequest) -> str:
    """The network address a request comes from, as the server in front of us vouches for it."""
    return str(request.META.get("REMOTE_ADDR", ""))


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, also when that is nothing at all; None while the page is only read."""
    return request.POST if request.method == "POST" else None


def reader(request: HttpRequest) -> User | None:
    """Who is logged in, if anybody is."""
    return request.user if isinstance(request.user, User) else None


@public
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """What there is to follow, and what whoever is logged in follows."""
    user = reader(request)
    context = {
        "wijken": Wijk.objects.order_by("name"),
        "themes": Theme.objects.all(),
        "follows": queries.own_follows(user) if user else [],
    }
    return render(request, "community/follow/start.html", context)


@public
@require_http_methods(["GET", "POST"])
def follow(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """Ask to follow one thing: with an address, or in one press for whoever is logged in."""
    subject = queries.subject_of(kind, slug)
    if subject is None:
        raise Http404
    user = reader(request)
    if user:
        return _follow_as(request, subject, user)
    form = FollowForm(posted(request))
    if form.is_bound and form.is_valid():
        with refusals_on(form):
            actions.ask_to_follow(
                subject=subject,
                email=form.cleaned_data["email"],
                language=get_language() or "nl",
                asked_from=machine(request),
                at=timezone.now(),
            )
            return redirect("community:follow_asked")
    context = {"form": form, "kind": kind, "subject": subject, "name": queries.name_of(subject)}
    return render(request, "community/follow/ask.html", context)


def _follow_as(request: HttpRequest, subject: queries.Subject, user: User) -> HttpResponse:
    name = queries.name_of(subject)
    if request.method == "POST":
        with refusals_told(request):
            actions.follow_as(subject=subject, by=user, at=timezone.now())
            messages.success(request, _("U volgt nu: %(what)s.") % {"what": name})
        return redirect(_page_of(subject))
    context = {"subject": subject, "name": name, "found": queries.follow_of(user, subject)}
    return render(request, "community/follow/press.html", context)


def _page_of(subject: queries.Subject) -> str:
    """Where one goes on after following: the initiative, else the page of what one follows."""
    return getattr(subject, "get_absolute_url", lambda: "community:follow_start")()


@public
@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    """Look in your mailbox: the same page for every address."""
    return render(request, "community/follow/asked.html")


@public
@secret_page
@require_http_methods(["GET", "POST"])
def confirm(request: HttpRequest, secret: str) -> HttpResponse:
    """The mailbox says yes with a button, so that a mail scanner that opens links follows nothing."""
    moment = timezone.now()
    try:
        if request.method == "POST":
            found = actions.confirm_follow(secret=secret, at=moment)
            token = queries.manage_token(found.follower)
            messages.success(request, _("U volgt nu: %(what)s.") % {"what": found.name})
            return redirect("community:manage_follows", token)
        found = actions.find_to_confirm(secret=secret, at=moment)
    except Refusal as refusal:
        return render(request, "community/follow/refused.html", {"problem": refusal.message}, status=404)
    return render(request, "community/follow/confirm.html", {"follow": found})


@public
@secret_page
@require_http_methods(["GET", "POST"])
def manage(request: HttpRequest, token: str) -> HttpResponse:
    """What an address follows, behind a signed link: stop with one thing, or choose the language."""
    follower = queries.follower_behind(queries.MANAGE, token)
    if follower is None:
        return render(request, "community/follow/nothing.html", status=404)
    form = LanguageForm(request.POST if "language" in request.POST else None, initial={"language": follower.language})
    if request.method == "POST":
        _manage(request, follower, form)
        return redirect("community:manage_follows", token)
    context = {"form": form, "follows": queries.followed_by(follower), "stop": queries.stop_token(follower)}
    return render(request, "community/follow/manage.html", context)


def _manage(request: HttpRequest, follower: Follower, form: LanguageForm) -> None:
    """What the buttons of the page do."""
    if form.is_bound and form.is_valid():
        actions.choose_language(follower=follower, language=form.cleaned_data["language"], at=timezone.now())
        messages.success(request, _("De taal is bewaard."))
    pressed = request.POST.get("stop", "")
    if pressed.isascii() and pressed.isdigit() and len(pressed) < 19:
        actions.stop_following(follower=follower, pk=int(pressed), at=timezone.now())
        messages.success(request, _("U volgt dit niet meer."))


@csrf_exempt  # RFC 8058: the mail program posts this by itself, with no cookie; the token in the address is the proof
@public
@secret_page
@require_http_methods(["GET", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Stop all mails in one press, or by the mail program's own button. Stopping twice is stopping once."""
    follower = queries.follower_behind(queries.STOP, token)
    if request.method == "POST" and follower:
        actions.stop_everything(follower=follower, at=timezone.now())
        follower = None
    template = "community/follow/stop.html" if follower else "community/follow/stopped.html"
    return render(request, template, {"token": token})


@signed_in
@require_POST
def stop_own(request: HttpRequest, pk: int) -> HttpResponse:
    """Whoever is logged in stops following one thing."""
    user = person(request)
    found = get_object_or_404(queries.own_follows(user), pk=pk)
    actions.stop_following(follower=found.follower, pk=pk, at=timezone.now())
    messages.success(request, _("U volgt dit niet meer."))
    return redirect("community:follow_start")
