"""What a visitor does on each measured page. Each prepares its visit for the town as it is filled."""

from collections.abc import Callable
from datetime import timedelta
from itertools import count
from secrets import token_hex
from urllib.parse import urlencode

from django.conf import settings
from django.core.cache import caches
from django.db.models import Count, Q
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate

from accounts.enums import Role
from accounts.models import User
from bench.handler import Answer, Application
from city.models import Goal
from initiatives.enums import MemberRole, Party, State
from initiatives.models import Initiative, Member, Promise
from initiatives.models.initiative import InitiativeQuerySet
from insight.models import Edition
from stimulus_fund.models import Application as Asked
from stimulus_fund.models import Vote

Visit = Callable[[Application], Answer]
SECRET = "b" * 32
STEPS = {
    "idee": {
        "summary": "Wij maken van het oude bushokje een plek om boeken te ruilen.",
        "for_whom": "Voor iedereen die op de bus wacht.",
        "with_whom": "Met de leesclub.",
        "planned_when": "Dit voorjaar.",
        "theme": "ontmoeten",
    },
    "plek": {"place_kind": "wijk", "wijk": "WK019313"},
    "hulp": {"help_kinds": "place", "question": "Mogen wij het bushokje gebruiken?"},
    "u": {"name": "Mara Meting", "under_sixteen": "no", "shown_name": "first", "may_be_public": "yes"},
}


def get(path: str, user: User | None = None) -> Visit:
    """Ask for one address, anonymously or logged in; raises RuntimeError when it does not answer 200."""
    cookies = session_of(user) if user else {}

    def visit(portal: Application) -> Answer:
        answer = portal.request(path, cookies=cookies)
        if answer.status != 200:
            raise RuntimeError(f"{path} answered {answer.status}, to {answer.location or 'nowhere'}")
        return answer

    return visit


def session_of(user: User) -> dict[str, str]:
    """The cookies of somebody who is logged in."""
    client = Client()
    client.force_login(user)
    return {settings.SESSION_COOKIE_NAME: client.cookies[settings.SESSION_COOKIE_NAME].value}


def gallery(portal: Application) -> Visit:
    """The first page of all public initiatives."""
    return get(reverse("initiatives:gallery"))


def home(portal: Application) -> Visit:
    """What the portal is, and what goes on in town."""
    return get(reverse("home"))


def figures_page(portal: Application) -> Visit:
    """How the promises are kept."""
    return get(reverse("figures"))


def goals(portal: Application) -> Visit:
    """The municipality's goals, with how many initiatives help each."""
    return get(reverse("initiatives:goals"))


def goal(portal: Application) -> Visit:
    """The goal that most initiatives help."""
    found = Goal.objects.active().annotate(helped_by=Count("links")).latest("helped_by")
    return get(reverse("initiatives:goal", args=[found.code]))


def agenda(portal: Application) -> Visit:
    """The agenda from today on."""
    return get(reverse("community:agenda"))


def stories(portal: Application) -> Visit:
    """The newest stories."""
    return get(reverse("community:stories"))


def hubs(portal: Application) -> Visit:
    """Who helps with what."""
    return get(reverse("community:hubs"))


def challenges(portal: Application) -> Visit:
    """The right to challenge, and what came of it."""
    return get(reverse("community:challenges"))


def council(portal: Application) -> Visit:
    """The council's page."""
    return get(reverse("council"))


def search_everything(portal: Application) -> Visit:
    """A word that stands in very many texts, in all kinds."""
    return get(f"{reverse('search')}?zoek=buurt")


def filtered(portal: Application) -> Visit:
    """A word in one theme and one wijk, the ones of the latest news."""
    placed = Initiative.objects.public().filter(wijk__isnull=False, theme__isnull=False)
    theme, wijk = placed.values_list("theme__slug", "wijk__slug").latest("news_at")
    return get(f"{reverse('initiatives:gallery')}?zoek=buurt&thema={theme}&wijk={wijk}")


def rare_word(portal: Application) -> Visit:
    """A word few texts hold."""
    return get(f"{reverse('initiatives:gallery')}?zoek=sportkooi")


def common_word(portal: Application) -> Visit:
    """A word that stands in very many texts."""
    return get(f"{reverse('initiatives:gallery')}?zoek=buurt")


def public_page(portal: Application) -> Visit:
    """The page of the initiative with the latest news, of those in conversation."""
    return get(in_conversation().public().latest("news_at").get_absolute_url())


def made_anew(prepare: Callable[[Application], Visit]) -> Callable[[Application], Visit]:
    """The same page for the first visitor after a change, when no process has kept it."""

    def prepared(portal: Application) -> Visit:
        visit = prepare(portal)

        def first_visit(portal: Application) -> Answer:
            caches["local"].clear()
            return visit(portal)

        return first_visit

    return prepared


def status_page(portal: Application) -> Visit:
    """The initiator's own page of an open case."""
    member = Member.objects.filter(left_at=None, role=MemberRole.INITIATOR, initiative__in=in_conversation())
    chosen = member.select_related("initiative", "user").latest("initiative__changed_at")
    return get(chosen.initiative.status_url, chosen.user)


def workplace(portal: Application) -> Visit:
    """The werkplek of the colleague with the most teams."""
    teams = Count("team_memberships", filter=Q(team_memberships__left_at=None))
    return get(reverse("teams:workplace"), User.objects.annotate(teams=teams).latest("teams"))


def edition(portal: Application) -> Visit:
    """The last edition of the learning report."""
    return get(Edition.objects.published()[0].get_absolute_url())


def live_report(portal: Application) -> Visit:
    """The learning report of the past year, counted now."""
    today = localdate()
    period = urlencode({"first": today - timedelta(days=365), "last": today})
    return get(f"{reverse('insight:report')}?{period}", guide())


def capacity(portal: Application) -> Visit:
    """Capacity against demand."""
    return get(reverse("insight:capacity"), guide())


def open_data(path: str) -> Callable[[Application], Visit]:
    """A list or a document of the API."""
    return lambda portal: get(f"{settings.API_PATH}v1{path}")


def register(portal: Application) -> Visit:
    """The register of awards."""
    return get(reverse("fund:register"))


def vote(portal: Application) -> Visit:
    """The vote that is open in the demo town."""
    return get(Vote.objects.announced().earliest("pk").get_absolute_url())


def yearly(portal: Application) -> Visit:
    """The yearly report of the fund, which counts every application of the year."""
    return get(reverse("fund:yearly", args=[localdate().year]))


def disputes(portal: Application) -> Visit:
    """Objections and complaints that wait for an answer."""
    return get(reverse("fund_staff:disputes"), fund_officer())


def fund_list(portal: Application) -> Visit:
    """Applications that wait for a decision."""
    return get(reverse("fund_staff:applications"), fund_officer())


def fund_application(portal: Application) -> Visit:
    """The application that has waited longest for a judgement, as its handler reads it."""
    found = Asked.objects.filter(state="assessing", number__startswith="ZM-").earliest("pk")
    return get(reverse("fund_staff:application", args=[found.pk]), fund_officer())


def fund_officer() -> User:
    """A handler of the fund in the demo town."""
    return User.objects.filter(role_grants__role=Role.FUND_OFFICER).earliest("pk")


def desk(portal: Application) -> Visit:
    """The gidsteam's desk."""
    return get(reverse("admin:index"), guide())


def desk_list(portal: Application) -> Visit:
    """All cases, in the order of the desk."""
    return get(reverse("admin:initiatives_initiative_changelist"), guide())


def desk_case(portal: Application) -> Visit:
    """An open case as the gidsteam reads it."""
    case = in_conversation().latest("changed_at")
    return get(reverse("admin:initiatives_initiative_change", args=[case.pk]), guide())


def in_conversation() -> InitiativeQuerySet:
    """Cases in which the municipality is at work and has something promised, so that each size opens the same page."""
    promised = Promise.objects.filter(kept_on=None, withdrawn_on=None).values("initiative")
    return Initiative.objects.filter(state=State.CONVERSING, ball=Party.MUNICIPALITY, paused_at=None, pk__in=promised)


def guide() -> User:
    """A guide of the demo town."""
    return User.objects.filter(role_grants__role=Role.GUIDE, role_grants__withdrawn_at=None).earliest("pk")


def submit(portal: Application) -> Visit:
    """Send an initiative: the last of the five steps, by somebody who is logged in."""
    person = User.objects.create_user(f"meting-{token_hex(8)}@example.nl", "Mara Meting")
    cookies = session_of(person) | {settings.CSRF_COOKIE_NAME: SECRET}
    sent = count(1)

    def post(path: str, **fields: str) -> Answer:
        answer = portal.request(path, cookies=cookies, form={"csrfmiddlewaretoken": SECRET, **fields})
        if answer.status != 302:
            raise RuntimeError(f"{path} answered {answer.status}")
        return answer

    def visit(_portal: Application) -> Answer:
        number = next(sent)
        for slug, fields in STEPS.items():
            changed = {"title": f"Boekenruil {number} {person.email}"} if slug == "idee" else {}
            post(reverse("initiatives:step", args=[slug]), **(fields | changed))
        return post(reverse("initiatives:check"))

    return visit
