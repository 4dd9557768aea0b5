"""What staff keep for the city around an initiative, and cases to look at."""

from django.contrib import admin
from django.http import HttpRequest

from city.permissions import Permission
from community.models import ChallengeClause, ChallengeCriterion, ChallengeTerm, EventKind
from community.permissions import Permission as Community
from core.admin_words import MasterDataAdmin
from initiatives.permissions import Permission as Initiatives


@admin.register(EventKind)
class EventKindAdmin(MasterDataAdmin):
    """Kinds of events, in the order people see them; one out of use keeps its events."""

    change_words = (Permission.EDIT_TOWN,)
    list_display = ["name", "name_en", "position", "active"]
    list_filter = ["active"]

    def get_readonly_fields(self, request: HttpRequest, obj: EventKind | None = None) -> list[str]:
        """The address of a filter stays once people may have it."""
        return ["slug"] if obj else []


@admin.register(ChallengeTerm)
class ChallengeTermAdmin(MasterDataAdmin):
    """Terms with the day they begin; a new term is a new row, so that challenges sent before keep theirs."""

    view_words = (Community.ASSESS_CHALLENGES,)
    change_words = (Initiatives.EDIT_SETTINGS,)
    delete_words = (Initiatives.EDIT_SETTINGS,)
    list_display = ["kind", "weeks", "valid_from", "source"]
    list_filter = ["kind"]


@admin.register(ChallengeCriterion)
class ChallengeCriterionAdmin(MasterDataAdmin):
    """Criteria everyone reads; one that a judgement rests on is put out of use, not deleted."""

    view_words = (Community.ASSESS_CHALLENGES,)
    change_words = (Initiatives.EDIT_SETTINGS,)
    list_display = ["name", "position", "active"]
    list_filter = ["active"]


@admin.register(ChallengeClause)
class ChallengeClauseAdmin(MasterDataAdmin):
    """What stands below a decision: whether one can object, and the text."""

    view_words = (Community.ASSESS_CHALLENGES,)
    change_words = (Initiatives.EDIT_SETTINGS,)
    list_display = ["valid_from", "can_object", "weeks", "text"]
