"""The one family of exceptions for "this may not": a Dutch sentence and the field it belongs to."""

from django.utils.functional import Promise as LazyText


class Refusal(Exception):
    """A move that the rules of the house do not allow, told in a sentence the person on the screen can use.

    `field` is the name of the form field it belongs to, or None when it concerns the whole form.
    """

    field: str | None = None

    def __init__(self, message: str | LazyText, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field or self.field

    def __str__(self) -> str:
        return str(self.message)


class IllegalTransition(Refusal):
    """The case is not in a state from which this step is possible."""


class Conflict(Refusal):
    """Somebody else saved in the meantime; `theirs` holds what stands in the database now, by field."""

    def __init__(self, message: str | LazyText, theirs: dict[str, object]) -> None:
        super().__init__(message)
        self.theirs = theirs
