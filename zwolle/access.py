"""Who may use the views of libraries, by namespace or by name of the address; our own views say it themselves."""

from core.access import Access
from initiatives.permissions import Permission

LIBRARY_VIEWS: dict[str, Access] = {
    "admin": Access("needs", (Permission.ENTER_DESK,)),
}
