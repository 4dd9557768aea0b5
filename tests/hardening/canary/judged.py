"""What of the models is judged by hand, each with its reason; all the rest follows from their declarations.

A new private field needs nothing here: it is planted. A field that everyone reads of some rows alone stands in its
model's `Privacy.by_choice`, and here which rows those are.
"""

from collections.abc import Callable

from django.db.models import Q, QuerySet

from accounts.models import User
from community.enums.story import StoryState
from community.models import News, StoryQuote, StoryVersion
from community.queries.stories import public_photos as photos_of_stories
from initiatives.enums import MemberRole, PlaceKind, ShownName
from initiatives.models import Initiative, Member
from initiatives.queries.public import public_photos
from insight.enums import EditionState, Section
from insight.models import EditionLine
from stimulus_fund.enums import RecipientKind
from stimulus_fund.models import Application
from teams.enums import Quoting
from teams.models import ClosingAnswer

CODE = "a word of the code, by which rows are found or drawn"
DERIVED = "made of open fields for searching; made anew after planting, and searched for every mark"
TABLES = "names of tables and of their permissions"

# What holds no canary, and why.
NOT_PLANTED = {
    **dict.fromkeys([f"accounts.{name}" for name in ("RoleGrant.scope",)], CODE),
    **dict.fromkeys([f"auth.Permission.{name}" for name in ("name", "codename")], TABLES),
    **dict.fromkeys([f"contenttypes.ContentType.{name}" for name in ("app_label", "model")], TABLES),
    **dict.fromkeys([f"community.ChallengeFile.{name}" for name in ("kind", "content_type")], CODE),
    **dict.fromkeys([f"community.Hub.{name}" for name in ("search_text", "search_title")], DERIVED),
    **dict.fromkeys(
        [f"core.AuditEntry.{name}" for name in ("verb", "subject_type", "subject_id", "case_number")], CODE
    ),
    **dict.fromkeys([f"core.DestructionLine.{name}" for name in ("kind", "subject_type", "number")], CODE),
    "core.JobRun.name": CODE,
    **dict.fromkeys([f"core.OutgoingMail.{name}" for name in ("kind", "language", "case_number")], CODE),
    "initiatives.Attachment.content_type": CODE,
    **dict.fromkeys([f"initiatives.DraftFile.{name}" for name in ("kind", "content_type")], CODE),
    **dict.fromkeys([f"initiatives.Initiative.{name}" for name in ("search_text", "search_title")], DERIVED),
    "initiatives.TimelineEntry.event": CODE,
    **dict.fromkeys([f"insight.EditionLine.{name}" for name in ("code", "part")], CODE),
    **dict.fromkeys([f"stimulus_fund.ApplicationFile.{name}" for name in ("kind", "content_type")], CODE),
}
# What has a form of its own holds digits that stand nowhere else.
OWN_FORM = {
    "accounts.User.phone": "06 98 76 50 01",
    "community.HelpOffer.phone": "06 98 76 50 02",
    "community.Referral.shared_phone": "06 98 76 50 03",
    "stimulus_fund.Application.kvk_number": "98765004",
    "stimulus_fund.Application.postcode": "9876 QX",
}
# Parts of a JSON that are words of the code.
CODE_INSIDE = {"initiatives.TimelineEntry.facts": {"position", "outcome", "party", "role"}}
# Models of which the portal has no rows.
WITHOUT_ROWS = {
    "admin.LogEntry": "the admin writes none (core.admin_words)",
    "auth.Group": "not used: roles are rows of our own",
    "socialaccount.SocialApp": "the provider of the municipality stands in the settings",
}

# Public addresses that a visitor who follows links and guesses never gets whole, and why.
ENTRY = "a step of logging in: needs what was typed or mailed before"
DEMO = "of the demonstration alone: invented people"
LINK = "needs the link from a mail"
STEP = "a step of sending an initiative: needs what was typed before"
PRESSED = "a button: answers what is sent and not what is asked"
WITHOUT_200 = {
    **dict.fromkeys(("demo/", "demo/componenten/", "demo/postvak/", "demo/postvak/<int:pk>/"), DEMO),
    **dict.fromkeys(
        (
            *("account/inloggen/code/", "account/inloggen/sleutel/", "account/inloggen/tweede-stap/"),
            *("account/oidc/<slug:provider_id>/inloggen/", "account/oidc/<slug:provider_id>/terug/"),
        ),
        ENTRY,
    ),
    **dict.fromkeys(
        (
            *("account/blijven/", "account/inloggen/code/opnieuw/", "account/inloggen/opnieuw/", "account/uitloggen/"),
            *("indienen/<slug:slug>/bewaren/", "indienen/later/", "indienen/later/links-intrekken/"),
        ),
        PRESSED,
    ),
    **dict.fromkeys(
        (
            *("indienen/code/", "indienen/controleren/", "indienen/foto/<int:number>/"),
            *("indienen/vergeten/", "indienen/verwijderen/"),
        ),
        STEP,
    ),
    **dict.fromkeys(
        (
            *("agenda/aanmelding/<str:token>/", "hulp/<str:token>/", "hulp/bevestigen/<str:secret>/"),
            *("indienen/verder/<str:word>/", "knooppunten/antwoord/<str:secret>/"),
            *("volgen/bevestigen/<str:secret>/", "volgen/kiezen/<str:token>/"),
        ),
        LINK,
    ),
    **dict.fromkeys(
        (
            *("agenda/<slug:slug>/bevestigen/", "initiatieven/<slug:slug>/helpen/kijk-in-uw-mail/"),
            *("initiatieven/<slug:slug>/helpen/verstuurd/", "initiatieven/<slug:slug>/melden/gelukt/"),
        ),
        "after a form that was sent",
    ),
    "api/<rest>": "answers 404: there is nothing else",
    "fonds/jaarverslag/": "leads to the last year",
    "gezond/": "answers 503 while no due work runs",
}

Rows = Callable[[], "QuerySet"]


def named() -> QuerySet[User]:
    """Initiators who chose to show their name, and participants who let themselves be quoted by it."""
    shown = Initiative.objects.public().filter(shown_name__in=[ShownName.FIRST, ShownName.FULL])
    initiators = Member.objects.filter(initiative__in=shown, role=MemberRole.INITIATOR, left_at=None)
    return User.objects.filter(Q(pk__in=initiators.values("user")) | Q(pk__in=quoted_by_name()))


def named_in_full() -> QuerySet[User]:
    """Whose last name everyone may read too."""
    shown = Initiative.objects.public().filter(shown_name=ShownName.FULL)
    initiators = Member.objects.filter(initiative__in=shown, role=MemberRole.INITIATOR, left_at=None)
    return User.objects.filter(Q(pk__in=initiators.values("user")) | Q(pk__in=quoted_by_name()))


def quoted() -> QuerySet[ClosingAnswer]:
    """What participants of a public programme let everyone read."""
    return ClosingAnswer.objects.filter(programme__is_public=True).exclude(quoting=Quoting.NO)


def quoted_by_name() -> QuerySet:
    """The people whose name stands beside it."""
    return quoted().filter(quoting=Quoting.NAME).values("user")


def shown_quotes() -> QuerySet[StoryQuote]:
    """Approved quotes in stories that are online."""
    return StoryQuote.objects.filter(version__state=StoryState.PUBLISHED, approved_at__isnull=False)


def named_lines() -> QuerySet[EditionLine]:
    """Quotes in a published edition whose speaker still lets their name stand there."""
    by_name = ClosingAnswer.objects.filter(quoting=Quoting.NAME)
    lines = EditionLine.objects.filter(edition__state=EditionState.PUBLISHED, section=Section.QUOTES)
    return lines.filter(source__in=by_name.values("pk"))


def named_recipients() -> QuerySet[Application]:
    """Organisations, and people who chose to be named in the register."""
    return Application.objects.filter(Q(name_public=True) | Q(recipient_kind=RecipientKind.ORGANISATION))


def of_organisation() -> QuerySet[Initiative]:
    """Public initiatives that go by the name of an organisation."""
    return Initiative.objects.public().filter(shown_name=ShownName.ORGANISATION)


def with_address() -> QuerySet[Initiative]:
    """Public initiatives whose address may be read."""
    return Initiative.objects.public().filter(address_public=True).exclude(place_kind=PlaceKind.CITY)


def signed() -> QuerySet[StoryVersion]:
    """Stories that are online, of a person who approved the text under their name."""
    return StoryVersion.objects.published()


# Which rows everyone may read of a field that its model declares by choice.
BY_CHOICE: dict[str, Rows] = {
    "accounts.User.display_name": named,
    **dict.fromkeys(
        [f"community.News.{name}" for name in ("token", "photo", "thumbnail", "description")], News.objects.public
    ),
    **dict.fromkeys(
        [f"community.StoryPhoto.{name}" for name in ("token", "file", "thumbnail", "description")], photos_of_stories
    ),
    **dict.fromkeys([f"community.StoryQuote.{name}" for name in ("name", "role", "text")], shown_quotes),
    "community.StoryVersion.author_name": signed,
    **dict.fromkeys(
        [f"initiatives.Attachment.{name}" for name in ("token", "file", "thumbnail", "description")], public_photos
    ),
    "initiatives.Initiative.address": with_address,
    "initiatives.Initiative.organisation": of_organisation,
    "insight.EditionLine.said_by": named_lines,
    "stimulus_fund.Application.recipient_name": named_recipients,
    **dict.fromkeys([f"teams.ClosingAnswer.{name}" for name in ("brought", "needed")], quoted),
}
# Of these fewer rows show the end of the sentence than its beginning.
WHOLE_BY_CHOICE: dict[str, Rows] = {"accounts.User.display_name": named_in_full}
