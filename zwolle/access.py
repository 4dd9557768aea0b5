"""Who may use the views of libraries, by namespace or by name of the address; our own views say it themselves."""

from core.access import Access
from initiatives.permissions import Permission

PUBLIC = Access("public")
SIGNED_IN = Access("signed_in")

LIBRARY_VIEWS: dict[str, Access] = {
    "admin": Access("needs", (Permission.ENTER_DESK,)),
    "mfa_authenticate": PUBLIC,  # between the first and the second step of logging in
    "mfa_login_webauthn": PUBLIC,
    "mfa_reauthenticate": SIGNED_IN,
    "mfa_reauthenticate_webauthn": SIGNED_IN,
    "openid_connect_login": PUBLIC,
    "openid_connect_callback": PUBLIC,
}
