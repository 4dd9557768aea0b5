"""What a resident fills in, page by page, and the way through the pages."""

import re
from typing import Any

from django.test import Client

from core.models import OutgoingMail

IDEA = {
    "title": "Boekenruil in het bushokje",
    "summary": "Wij maken van het oude bushokje een plek om boeken te ruilen.",
    "for_whom": "Voor iedereen die op de bus wacht.",
    "with_whom": "Met de leesclub.",
    "planned_when": "Dit voorjaar.",
    "theme": "ontmoeten",
    "goals": [],
}
PLACE = {"place_kind": "wijk", "wijk": "WK019313", "address": "", "address_public": ""}
HELP = {"help_kinds": ["place", "rules"], "question": "Mogen wij het bushokje gebruiken?"}
PERSON = {
    "name": "Noor Velthuis",
    "email": "Noor@Example.nl",
    "phone": "06 12 34 56 78",
    "organisation": "",
    "under_sixteen": "no",
    "guardian_name": "",
    "shown_name": "first",
    "may_be_public": "yes",
}
PAGES: dict[str, dict[str, Any]] = {"idee": IDEA, "plek": PLACE, "hulp": HELP, "u": PERSON}
ANSWERS = IDEA | PLACE | HELP | PERSON


def fill_in(client: Client, **changed: str) -> None:
    """Fill in all pages in this browser."""
    for slug, answers in PAGES.items():
        mine = {name: value for name, value in changed.items() if name in answers}
        answer = client.post(f"/indienen/{slug}/", answers | mine)
        assert answer.status_code == 302, answer.context["form"].errors


def mailed_code(email: str = "noor@example.nl") -> str:
    """The six digits of the last code mailed to this address."""
    mail = OutgoingMail.objects.filter(to=email, kind="initiatives.code").order_by("pk").last()
    return re.search(r"\d{6}", mail.subject)[0]
