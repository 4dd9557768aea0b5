"""How an initiative of the demo town came in: sent by its initiator, or entered by a civil servant."""

import re
from datetime import datetime
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.actions.account import introduce
from accounts.actions.arrival import admit
from accounts.models import User
from city.models import Theme, Wijk
from core.files import check_upload
from core.models import OutgoingMail
from initiatives.actions import attachment, draft, member, registration, submission
from initiatives.enums import Origin, PlaceKind, ShownName
from initiatives.intake import Intake, Sender
from zwolle.demo.acts import Scene
from zwolle.demo.pictures import draw
from zwolle.demo.stories import Event, Story

BROWSER = "demo"
WORDS = ("summary", "for_whom", "with_whom", "planned_when", "question", "organisation", "address")
SECRET_IN_LINK = re.compile(r"/([\w-]{43})/")


def submit(scene: Scene, event: Event, at: datetime) -> object:
    """The initiator sends a draft, with photos."""
    person = scene.persons[scene.story.initiator]
    written = draft.start(
        key=uuid4(),
        answers={"title": scene.story.facts["title"]},
        user=None,
        language=person.language,
        browser=BROWSER,
        at=at,
    )
    for number in range(scene.story.facts.get("photos", 0)):
        name = f"{scene.story.key}-{number + 1}"
        picture = SimpleUploadedFile(f"{name}.jpg", draw(name), "image/jpeg")
        attachment.add_to_draft(draft=written, upload=check_upload(picture), at=at)
    scene.case = submission.send(
        draft=written,
        intake=intake_of(scene.story),
        sender=Sender(name=person.name, email=person.email, language=person.language),
        seen=written.version,
        at=at,
    )
    scene.people[person.key] = User.objects.get(email=person.email)
    return scene.case


def register(scene: Scene, event: Event, at: datetime) -> object:
    """Somebody at the municipality enters it."""
    scene.case = registration.register(
        intake=intake_of(scene.story), origin=Origin(scene.story.facts["origin"]), by=scene.actor(event), at=at
    )
    return scene.case


def claim(scene: Scene, event: Event, at: datetime) -> object:
    """The initiator takes over what the municipality entered, with the link that was mailed."""
    person = scene.persons[scene.story.initiator]
    mail = OutgoingMail.objects.filter(to=person.email, case_number=scene.case.number).latest("pk")
    link = SECRET_IN_LINK.search(mail.text)
    if link is None:
        raise LookupError(f"No link in the invitation for {scene.story.key}")
    account, _made = admit(email=person.email, language=person.language, at=at)
    scene.people[person.key] = introduce(user=account, display_name=person.name, phone=person.phone, at=at)
    return member.accept(secret=link[1], by=scene.initiator, at=at)


def intake_of(story: Story) -> Intake:
    """What the story's file says of the initiative on the day it came in."""
    facts = story.facts
    return Intake(
        title=facts["title"],
        language=facts.get("language", "nl"),
        help_kinds=frozenset(facts["help"]),
        theme=Theme.objects.get(slug=facts["theme"]),
        place_kind=PlaceKind(facts["place"]),
        wijk=Wijk.objects.get(code=facts["wijk"]) if "wijk" in facts else None,
        address_public=facts.get("address_public", False),
        shown_name=ShownName(facts.get("shown_name", ShownName.NONE)),
        may_be_public=facts.get("consent", True) and "origin" not in facts,
        under_sixteen=facts.get("under_sixteen", False),
        guardian_name=facts.get("guardian", ""),
        **{name: facts[name] for name in WORDS if name in facts},
    )
