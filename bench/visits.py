"""What a visitor does on each measured page. Each prepares its visit for the town as it is filled."""

from collections.abc import Callable

from django.conf import settings
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from accounts.enums import Role
from accounts.models import User
from bench.handler import Answer, Application
from initiatives.enums import MemberRole
from initiatives.models import Initiative, Member

Visit = Callable[[Application], Answer]


def get(path: str, user: Model | None = None) -> Visit:
    """Ask for one address, anonymously or logged in; raises RuntimeError when it does not answer 200."""
    cookies = session_of(user) if user else {}

    def visit(portal: Application) -> Answer:
        answer = portal.request(path, cookies=cookies)
        if answer.status != 200:
            raise RuntimeError(f"{path} answered {answer.status}, to {answer.location or 'nowhere'}")
        return answer

    return visit


def session_of(user: Model) -> dict[str, str]:
    """The cookies of somebody who is logged in."""
    client = Client()
    client.force_login(user)
    return {settings.SESSION_COOKIE_NAME: client.cookies[settings.SESSION_COOKIE_NAME].value}


def gallery(portal: Application) -> Visit:
    """The first page of all public initiatives."""
    return get(reverse("initiatives:gallery"))


def filtered(portal: Application) -> Visit:
    """One theme in one wijk, the ones of the latest news."""
    case = Initiative.objects.public().filter(wijk__isnull=False, theme__isnull=False).latest("news_at")
    return get(f"{reverse('initiatives:gallery')}?thema={case.theme.slug}&wijk={case.wijk.slug}")


def rare_word(portal: Application) -> Visit:
    """A word few texts hold."""
    return get(f"{reverse('initiatives:gallery')}?zoek=sportkooi")


def common_word(portal: Application) -> Visit:
    """A word that stands in very many texts."""
    return get(f"{reverse('initiatives:gallery')}?zoek=buurt")


def public_page(portal: Application) -> Visit:
    """The page of the initiative with the latest news."""
    return get(Initiative.objects.public().latest("news_at").get_absolute_url())


def status_page(portal: Application) -> Visit:
    """The initiator's own page of an open case."""
    member = Member.objects.filter(left_at=None, role=MemberRole.INITIATOR).exclude(
        initiative__state__in=["submitted", "closed"]
    )
    chosen = member.select_related("initiative", "user").latest("initiative__changed_at")
    return get(chosen.initiative.status_url, chosen.user)


def desk(portal: Application) -> Visit:
    """The gidsteam's desk."""
    guide = User.objects.filter(role_grants__role=Role.GUIDE, role_grants__withdrawn_at=None).earliest("pk")
    return get(reverse("admin:index"), guide)
