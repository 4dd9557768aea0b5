"""Help for an initiative: offered by anyone, confirmed by mail, answered by the initiator's side."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from accounts.queries import person
from community.actions import flags, moderation
from community.actions import help_offers as actions
from community.enums.following import OfferState
from community.forms.following import AcceptForm, AppealForm, DeclineForm, OfferForm, ReportForm
from community.models import HelpOffer
from community.queries import help_offers as queries
from community.views.following import machine, posted, reader, secret_page
from core.access import public, signed_in
from core.paging import page_of
from core.refusal import Refusal
from core.refusals_shown import refusals_on, refusals_told
from initiatives.queries import initiator

PAGE_SIZE = 20


@public
@require_http_methods(["GET", "POST"])
def offer(request: HttpRequest, slug: str) -> HttpResponse:
    """Offer help to a public initiative."""
    initiative = get_object_or_404(queries.open_to_help(), slug=slug)
    user = reader(request)
    form = OfferForm(posted(request), with_email=user is None, initial=_known(user))
    if form.is_bound and form.is_valid():
        data = dict(form.cleaned_data)
        key = data.pop("key")
        with refusals_on(form):
            actions.offer_help(
                initiative=initiative,
                **{"email": user.email if user else "", **data},
                language=get_language() or "nl",
                asked_from=machine(request),
                user=user,
                at=timezone.now(),
                idempotency_key=key,
            )
            return redirect("community:offered_as" if user else "community:offer_sent", slug)
    return render(request, "community/help/offer.html", {"initiative": initiative, "form": form, "reader": user})


def _known(user: User | None) -> dict[str, str]:
    """What the account knows already, so that nobody types it twice."""
    return {"name": user.display_name, "phone": user.phone} if user else {}


@public
@require_safe
def sent(request: HttpRequest, slug: str, confirmed: bool = False) -> HttpResponse:
    """What happens now: look in your mailbox, or it reached the initiator."""
    initiative = get_object_or_404(queries.open_to_help(), slug=slug)
    return render(request, "community/help/sent.html", {"initiative": initiative, "confirmed": confirmed})


@public
@secret_page
@require_http_methods(["GET", "POST"])
def confirm(request: HttpRequest, secret: str) -> HttpResponse:
    """The mailbox says yes with a button, so that a mail scanner that opens links sends nothing on."""
    moment = timezone.now()
    try:
        if request.method == "POST":
            found = actions.confirm_offer(secret=secret, at=moment)
            messages.success(request, _("Uw aanbod is bij de initiatiefnemer."))
            return redirect("community:own_offer", queries.own_token(found))
        found = actions.find_to_confirm(secret=secret, at=moment)
    except Refusal as refusal:
        return render(request, "community/follow/refused.html", {"problem": refusal.message}, status=404)
    return render(request, "community/help/confirm.html", {"offer": found})


@public
@secret_page
@require_http_methods(["GET", "POST"])
def own(request: HttpRequest, token: str) -> HttpResponse:
    """The helper's own page: what was offered, the answer, and taking it back or asking to look again."""
    found = queries.offer_behind(token)
    if found is None:
        return render(request, "community/follow/nothing.html", status=404)
    takedown = next(iter(found.takedowns.all()), None)
    form = AppealForm(request.POST if request.POST.get("do") == "appeal" else None)
    if form.is_bound and form.is_valid() and takedown:
        with refusals_on(form):
            moderation.appeal(takedown=takedown, word=form.cleaned_data["word"], by=None, at=timezone.now())
            messages.success(request, _("Een andere collega kijkt ernaar. U krijgt een e-mail."))
            return redirect("community:own_offer", token)
    if request.POST.get("do") == "withdraw":
        with refusals_told(request):
            actions.withdraw_offer(offer=found, at=timezone.now())
            messages.success(request, _("Uw aanbod is ingetrokken."))
        return redirect("community:own_offer", token)
    return render(request, "community/help/own.html", {"offer": found, "takedown": takedown, "form": form})


@signed_in
@require_safe
def offers(request: HttpRequest, number: str) -> HttpResponse:
    """All help that was offered, for the initiator's side."""
    user = person(request)
    initiative = get_object_or_404(initiator.own(user), number=number)
    found, pages = page_of(request.GET, queries.offers_to(user).filter(initiative=initiative), PAGE_SIZE)
    return render(request, "community/help/offers.html", {"initiative": initiative, "offers": found, "pages": pages})


@signed_in
@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """One offer: say yes and choose what the helper reads of you, say no in kind words, or report it."""
    user = person(request)
    found = get_object_or_404(queries.offers_to(user), initiative__number=number, pk=pk)
    data, pressed = posted(request), request.POST.get("do", "")
    accepting = AcceptForm(data if pressed == "accept" else None, prefix="yes")
    declining = DeclineForm(data if pressed == "decline" else None, prefix="no")
    reporting = ReportForm(data if pressed == "report" else None, prefix="flag")
    del reporting.fields["email"]
    if _accepted(request, found, user, accepting) or _declined(request, found, user, declining):
        return redirect("community:answer_offer", number, pk)
    if _reported(request, found, user, reporting):
        return redirect("community:answer_offer", number, pk)
    unsent = _left_unsent(request, found)
    context = {
        "initiative": found.initiative,
        "offer": found,
        "accepting": accepting,
        "declining": declining,
        "reporting": reporting,
        "pressed": pressed,
        "unsent": unsent,
    }
    return render(request, "community/help/answer.html", context)


def _left_unsent(request: HttpRequest, offer: HelpOffer) -> str:
    """The words of who came second: somebody else answered in the meantime, and the page tells what stands now."""
    if request.method != "POST":
        return ""
    offer.refresh_from_db()
    typed = request.POST.get("yes-reply") or request.POST.get("no-reply") or ""
    return "" if offer.state == OfferState.WAITING else typed


def _accepted(request: HttpRequest, offer: HelpOffer, user: User, form: AcceptForm) -> bool:
    if form.is_bound and form.is_valid():
        with refusals_on(form):
            actions.accept_offer(offer=offer, **form.cleaned_data, by=user, at=timezone.now())
            messages.success(request, _("De helper leest uw ja. Hieronder staat hoe u de helper bereikt."))
            return True
    return False


def _declined(request: HttpRequest, offer: HelpOffer, user: User, form: DeclineForm) -> bool:
    if form.is_bound and form.is_valid():
        with refusals_on(form):
            actions.decline_offer(offer=offer, **form.cleaned_data, by=user, at=timezone.now())
            messages.success(request, _("De helper leest uw antwoord."))
            return True
    return False


def _reported(request: HttpRequest, offer: HelpOffer, user: User, form: ReportForm) -> bool:
    if form.is_bound and form.is_valid():
        with refusals_on(form):
            flags.report(
                initiative=offer.initiative,
                offer=offer,
                kind=form.cleaned_data["kind"],
                text=form.cleaned_data["text"],
                email=user.email,
                language=user.language,
                asked_from=machine(request),
                at=timezone.now(),
                idempotency_key=form.cleaned_data["key"],
            )
            messages.success(request, _("De gemeente kijkt ernaar. U krijgt een e-mail."))
            return True
    return False
