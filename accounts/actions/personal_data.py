"""What accounts hold of a person, and how that is forgotten."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.hashers import make_password
from django.db.models import Q, QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from accounts.enums import RequestState
from accounts.models import MailedCode, User
from accounts.queries import Visit, visits
from core import outbox, retention
from core.models import AuditEntry, OutgoingMail
from core.personal_data import Part, Section, moment, section
from core.pseudonyms import GONE, signs, take_out

NOWHERE = "gewist.invalid"


def collect(user: User, *, internal: bool, at: datetime) -> Iterable[Section]:
    """The account itself, what guards it, where it is logged in, its roles, requests, mails and deeds."""
    me = User.objects.filter(pk=user.pk)
    deeds = AuditEntry.objects.filter(actor_id=user.pk).order_by("pk")
    mails = OutgoingMail.objects.filter(to=user.email).order_by("pk")
    factors = Authenticator.objects.filter(user=user).order_by("pk")
    codes = MailedCode.objects.filter(Q(email=user.email) | Q(user=user)).order_by("pk")
    others = SocialAccount.objects.filter(user=user).order_by("pk")
    return [
        section(_("Account"), me, "email", "display_name", "phone", "language", "created_at", "last_login"),
        section(_("Tweede stap bij inloggen"), factors, "type", "created_at", "last_used_at"),
        section(_("Inloggen met een ander account"), others, "provider", "uid", "extra_data", "last_login"),
        Section(_("Waar u bent ingelogd"), [visited(visit) for visit in visits(user, here="", at=at)]),
        section(_("Codes die wij u mailden"), codes, "purpose", "email", "sent_at"),
        section(_("Rollen"), user.role_grants.order_by("pk"), "role", "scope", "reason", "granted_at", "withdrawn_at"),
        section(
            _("Verzoeken over uw gegevens"),
            user.data_requests.order_by("pk"),
            "kind",
            "wish",
            "state",
            "received_at",
            "due_on",
            "extension_reason",
            "answer",
        ),
        section(_("E-mails aan u"), mails, "subject", "text", "calendar", "created_at", "state"),
        section(_("Wat u deed"), deeds, "at", "verb", "case_number"),
    ]


def visited(visit: Visit) -> dict[str, str]:
    """A browser somebody is logged in with, as a row of the copy."""
    return {_("browser"): visit.browser, _("laatst gebruikt"): moment(visit.seen_at)}


def stays(user: User, on: date) -> Iterator[str]:
    """The proof of what happened, which names nobody."""
    yield _("In het logboek blijft staan wat er gebeurde. Daar staat een nummer, niet uw naam.")


def obstacles(user: User, on: date) -> Iterator[str]:
    """Somebody with a role works here still."""
    if user.is_staff:
        yield _("Dit account heeft nog een rol. Trek die eerst in.")


def needed(at: datetime) -> QuerySet:
    """Who works here, or did while something they decided is still kept; and who waits for an answer."""
    longest = max((term.days for term in retention.terms(localdate(at)).values()), default=0)
    ended = Q(role_grants__withdrawn_at=None) | Q(role_grants__withdrawn_at__gt=at - timedelta(days=longest))
    works = Q(role_grants__isnull=False) & ended
    return User.objects.filter(works | Q(data_requests__state=RequestState.OPEN)).values("pk")


def erase(*, user: User, by: User | None, at: datetime) -> None:
    """Empty the account: nobody can log in with it, and it tells nothing of anybody. Its number stays in the audit."""
    forget_mails(user)
    MailedCode.objects.filter(email=user.email).delete()
    for owned in (user.mailed_codes, user.sessions, *(model.objects.filter(user=user) for model in OF_THE_LIBRARY)):
        owned.all().delete()
    user.role_grants.exclude(reason="").update(reason=GONE)
    for words in ("wish", "answer", "extension_reason"):
        user.data_requests.exclude(**{words: ""}).update(**{words: GONE})
    user.email = f"{user.pk}@{NOWHERE}"
    user.display_name = user.phone = ""
    user.password = make_password(None)
    user.is_active, user.erased_at = False, at
    user.last_login = None
    user.save()


def forget_mails(user: User) -> None:
    """Empty the mails to this person; take the person out of mails to others, and of those to an earlier address."""
    outbox.forget(OutgoingMail.objects.filter(to=user.email))
    name = user.display_name if " " in user.display_name else ""
    found = signs(name=name, email=user.email, phone=user.phone, each_word=False)
    known = [sign for sign in (name, user.email, user.phone) if sign]
    told = Q()
    for sign in known:
        told |= Q(subject__icontains=sign) | Q(text__icontains=sign) | Q(calendar__icontains=sign)
    for mail in OutgoingMail.objects.filter(told):
        if found and (changed := take_out(mail, found)):
            mail.save(update_fields=changed)


OF_THE_LIBRARY = (EmailAddress, Authenticator, SocialAccount)
PERSONAL = Part(collect=collect, obstacles=obstacles, stays=stays, erase=erase, needed=needed)
