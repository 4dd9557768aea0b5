"""The permission words of initiatives, and who may do what with one case."""

from enum import StrEnum


class Permission(StrEnum):
    """What may be done at the desk. Initiators need none: what is theirs follows from their membership."""

    ENTER_DESK = "initiatives.enter_desk"
    SEE_CASES = "initiatives.see_cases"
    TRIAGE = "initiatives.triage"
    PUBLISH = "initiatives.publish"
    REGISTER = "initiatives.register"
    EXPORT = "initiatives.export"
    EDIT_TEXTS = "initiatives.edit_texts"
    EDIT_SETTINGS = "initiatives.edit_settings"
