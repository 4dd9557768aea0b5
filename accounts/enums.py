"""Roles people can have. Which permission words a role holds stands in one table: `zwolle/roles.py`."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What somebody is for the portal; every account is an initiator without any grant."""

    INITIATOR = "initiator", _("initiatiefnemer")
    EP_MEMBER = "ep_member", _("EP-lid")
    GUIDE = "guide", _("gids")
    WIJKMANAGER = "wijkmanager", _("wijkmanager")
    DESK_EMPLOYEE = "desk_employee", _("baliemedewerker")
    EDITOR = "editor", _("redacteur")
    FUND_OFFICER = "fund_officer", _("fondsmedewerker")
    ASSESSOR = "assessor", _("beoordelaar")
    DECISION_MAKER = "decision_maker", _("beslisser")
    RECORDS_APPROVER = "records_approver", _("archiefverantwoordelijke")
    COUNCIL_MEMBER = "council_member", _("raadslid")
    ADMINISTRATOR = "administrator", _("beheerder")

    @property
    def description(self) -> str:
        """What somebody with this role does, in one sentence for the person who grants it."""
        return str(ROLE_DESCRIPTIONS[self])

    @classmethod
    def grantable(cls) -> list[tuple[str, str]]:
        """Choices for a grant: every role but the one all accounts have."""
        return [(role.value, str(role.label)) for role in cls if role is not cls.INITIATOR]


ROLE_DESCRIPTIONS = {
    Role.INITIATOR: _("Dient initiatieven in en volgt ze. Ieder account heeft deze rol."),
    Role.EP_MEMBER: _("Denkt mee in een EP-team rond een initiatief en legt adviesgesprekken vast."),
    Role.GUIDE: _("Zit in het gidsteam: pakt initiatieven op, bepaalt met collega's de positie en publiceert."),
    Role.WIJKMANAGER: _("Kent de wijk: volgt de initiatieven in de eigen wijk en voert ze in voor bewoners."),
    Role.DESK_EMPLOYEE: _("Voert aan de balie of telefoon een initiatief in voor een bewoner."),
    Role.EDITOR: _("Verzorgt standaardteksten en gepubliceerde teksten."),
    Role.FUND_OFFICER: _("Handelt aanvragen bij het stimuleringsfonds af."),
    Role.ASSESSOR: _("Beoordeelt aanvragen bij het stimuleringsfonds op de criteria."),
    Role.DECISION_MAKER: _("Beslist met mandaat op aanvragen bij het stimuleringsfonds."),
    Role.RECORDS_APPROVER: _(
        "Keurt goed welke gegevens worden vernietigd, en beantwoordt verzoeken over persoonsgegevens."
    ),
    Role.COUNCIL_MEMBER: _("Leest de cijfers en verslagen voor de raad."),
    Role.ADMINISTRATOR: _("Beheert accounts, rollen, stamgegevens en instellingen."),
}


class RequestKind(models.TextChoices):
    """What a person asks about their own data (AVG articles 15, 16, 17 and 20)."""

    EXPORT = "export", _("een kopie van mijn gegevens")
    CORRECTION = "correction", _("mijn gegevens verbeteren")
    ERASURE = "erasure", _("mijn gegevens wissen")

    @property
    def heading(self) -> str:
        """The heading of the page where it is asked."""
        return str(REQUEST_TITLES[self])


REQUEST_TITLES = {
    RequestKind.EXPORT: _("Een volledige kopie vragen"),
    RequestKind.CORRECTION: _("Mijn gegevens laten verbeteren"),
    RequestKind.ERASURE: _("Mijn gegevens laten wissen"),
}


class RequestState(models.TextChoices):
    """Where a request about personal data stands."""

    OPEN = "open", _("open")
    DONE = "done", _("uitgevoerd")
    REFUSED = "refused", _("geweigerd met reden")


class CodePurpose(models.TextChoices):
    """What a mailed code is good for; it never serves for anything else."""

    LOGIN = "login", _("inloggen")
    PROOF = "proof", _("bevestigen dat u het bent")
    ADDRESS = "address", _("een nieuw e-mailadres bevestigen")
    EVENT = "event", _("aanmelden voor een bijeenkomst")

    @classmethod
    def without_account(cls) -> "set[CodePurpose]":
        """What somebody without an account may ask a code for."""
        return {cls.LOGIN, cls.EVENT}
