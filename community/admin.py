"""What staff keep for the city around an initiative, and cases to look at."""

from django.contrib import admin
from django.http import HttpRequest

from city.permissions import Permission
from community.models import EventKind
from core.admin_words import MasterDataAdmin


@admin.register(EventKind)
class EventKindAdmin(MasterDataAdmin):
    """Kinds of events, in the order people see them; one out of use keeps its events."""

    change_words = (Permission.EDIT_TOWN,)
    list_display = ["name", "name_en", "position", "active"]
    list_filter = ["active"]

    def get_readonly_fields(self, request: HttpRequest, obj: EventKind | None = None) -> list[str]:
        """The address of a filter stays once people may have it."""
        return ["slug"] if obj else []
