"""Who may fetch which story; fetching is authorising."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import User
from community.enums.story import StoryState
from community.models import PhotoSubject, Story, StoryPhoto, StoryQuote, StoryVersion
from community.permissions import Permission
from initiatives.models import Initiative
from teams.permissions import Permission as Teams
from teams.queries.access import readable_cases
from teams.queries.people import colleagues, initiators, participants


def writable_stories(user: User) -> QuerySet[Story]:
    """Stories this person may write: all for an editor; else those they began, while they still have to do with it."""
    stories = Story.objects.select_related("initiative", "theme")
    if user.has_perm(Permission.EDIT_STORIES):
        return stories.all()
    involved = Q(initiative__in=Initiative.objects.of_initiator(user)) | Q(initiative__in=readable_cases(user))
    if user.has_perm(Teams.WORK):
        involved |= Q(initiative=None)
    return stories.filter(involved, started_by=user)


def startable_cases(user: User) -> QuerySet[Initiative]:
    """Initiatives about which this person may begin a story: their own, and those they may read at work."""
    mine, at_work = Initiative.objects.of_initiator(user), readable_cases(user)
    return Initiative.objects.filter(Q(pk__in=mine.values("pk")) | Q(pk__in=at_work.values("pk")), merged_into=None)


def versions_with(user: User) -> QuerySet[StoryVersion]:
    """Versions in which this person's words or picture stand."""
    quoted = StoryQuote.objects.filter(version=OuterRef("pk"), user=user)
    pictured = PhotoSubject.objects.filter(photo__version=OuterRef("pk"), user=user)
    return StoryVersion.objects.filter(Q(author=user) | Exists(quoted) | Exists(pictured))


def versions_for_contributor(user: User) -> QuerySet[StoryVersion]:
    """Versions with this person's words or picture that were shown to them, or to everyone."""
    shown = versions_with(user).filter(state__in=StoryState.shown_to_contributors())
    return shown.select_related("story__initiative", "story__theme", "author")


def drafts_with(user: User) -> QuerySet[StoryVersion]:
    """Versions that were shown to this person and went back to be changed; what they say by now is not shown yet."""
    return versions_with(user).filter(state=StoryState.DRAFT, requests__user=user).select_related("story")


def readable_photos(user: User) -> QuerySet[StoryPhoto]:
    """Photos of stories this person writes, or takes part in."""
    ended = StoryState.ended()
    mine = Q(version__story__in=writable_stories(user).values("pk"))
    shown = Q(version__in=versions_for_contributor(user).values("pk"))
    return StoryPhoto.objects.filter(mine | shown).exclude(version__state__in=ended)


def people_for(story: Story, user: User) -> QuerySet[User]:
    """Who can be quoted or pictured: both sides of the initiative; an editor also chooses among all colleagues."""
    keys: set[int] = set()
    if story.initiative:
        inside = participants(story.initiative, user) if user.is_staff else participants_of_case(story.initiative)
        keys |= {person.pk for person in initiators(story.initiative)} | set(inside.values_list("pk", flat=True))
    if user.has_perm(Permission.EDIT_STORIES) or not story.initiative:
        keys |= set(colleagues().values_list("pk", flat=True)) if user.is_staff else {user.pk}
    return User.objects.filter(pk__in=keys, is_active=True, erased_at=None).order_by("display_name", "pk")


def participants_of_case(initiative: Initiative) -> QuerySet[User]:
    """The colleagues an initiator knows: the guide and who joined the team."""
    joined = Q(team_memberships__team__initiative=initiative, team_memberships__state="joined")
    return User.objects.filter(joined | Q(pk=initiative.owner_id), is_active=True).distinct()
