"""What an action refuses, told at the screen: at the field it is about, above the form, or as a message.

A view writes what happens when all goes well inside the `with`, its answer too. After a refusal the `with` ends there,
and the view goes on below it: by showing the form again.
"""

from types import TracebackType
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest

from core.refusal import Conflict, Refusal


class Shown:
    """Catches a refusal and tells it; `theirs` is what stands now, by field, when somebody else saved first."""

    theirs: dict[str, object] | None = None

    def __enter__(self) -> "Shown":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, refusal: BaseException | None, trace: TracebackType | None
    ) -> bool:
        if not isinstance(refusal, Refusal):
            return False
        if isinstance(refusal, Conflict):
            self.theirs = refusal.theirs
        self.tell(refusal)
        return True

    def tell(self, refusal: Refusal) -> None:
        """Put the sentence where its reader looks."""
        raise NotImplementedError


class refusals_on(Shown):  # noqa: N801 # read as a word of the sentence, as contextlib's `suppress` is
    """`with refusals_on(form):` puts what is refused at its field, or above the form when that is not on it.

    After a conflict the form's hidden fields (a version, a mark of what was shown) say what stands now: whoever saves
    once more has seen the other's words and means it.
    """

    def __init__(self, form: BaseForm) -> None:
        self.form = form

    def tell(self, refusal: Refusal) -> None:
        """Add the sentence to the form's errors."""
        self.form.add_error(refusal.field if refusal.field in self.form.fields else None, str(refusal))
        hidden = {field.name for field in self.form.hidden_fields()}
        renew(self.form, {name: value for name, value in (self.theirs or {}).items() if name in hidden})


class refusals_told(Shown):  # noqa: N801 # see `refusals_on`
    """`with refusals_told(request):` is for a button without a form: what is refused is a message on the next page."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def tell(self, refusal: Refusal) -> None:
        """Add the sentence to the messages of the next page."""
        messages.error(self.request, str(refusal))


def renew(form: BaseForm, values: dict[str, object]) -> None:
    """Let a form that is shown again carry these values in place of what was sent."""
    data: Any = form.data
    data = data.copy()
    for name, value in values.items():
        data[form.add_prefix(name)] = value
    form.data = data
