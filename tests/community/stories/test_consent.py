"""Nobody's words or picture appear before that person approved that very text, and they go at once on request."""

import pytest
from django.core.files.storage import Storage
from django.db import IntegrityError, connection, transaction

from accounts.models import RoleGrant
from community.actions.story import StoryText, begin_story, change_text, discard_draft
from community.actions.story_consent import approve, ask_change, ask_contributors, step_out
from community.actions.story_parts import QuoteFacts, add_photo, describe_photo, put_quote, remove_photo, remove_quote
from community.actions.story_publishing import NotApproved, publish, revise, take_back, take_off
from community.marks import of_text
from community.migrations import __path__ as migrations_path
from community.models import Story, StoryPhoto, StoryQuote, StoryVersion
from community.queries.story_pages import contribution, contributions
from core.files import PrivateStorage
from core.guards import leave
from core.models import AuditEntry, OutgoingMail
from core.refusal import Conflict, IllegalTransition, Refusal
from tests.community.stories.conftest import INITIATOR_SAYS, TEXT, approve_as, newest, picture, states

pytestmark = pytest.mark.usefixtures("town", "clock")
assert migrations_path


def guards():
    """The guards of stories, from the migration that makes them."""
    from importlib import import_module  # noqa: PLC0415
    from pkgutil import iter_modules  # noqa: PLC0415

    [name] = [each.name for each in iter_modules(migrations_path) if each.name.endswith("_story_guards")]
    return import_module(f"community.migrations.{name}").GUARDS


def test_everybody_in_it_is_asked_once(asked, mails):
    assert states(asked) == ["asked"]
    assert mails() == [
        ("noor@example.nl", "Mag dit zo in ons verhaal? “Een tuin van twee kanten”"),
        ("esra@zwolle.example", "Mag dit zo in ons verhaal? “Een tuin van twee kanten”"),
    ]
    text = OutgoingMail.objects.order_by("pk")[0].text
    assert f"/mijn/verhalen/{asked.pk}/toestemming/" in text
    assert INITIATOR_SAYS not in text


def test_two_sides_or_no_story(case, guide, initiator, now):
    story = begin_story(kind="paired", text=TEXT, initiative=case, theme=None, by=guide, at=now)
    put_quote(story=story, facts=QuoteFacts(user=initiator, topic="well", text="Ja."), by=guide, at=now)
    with pytest.raises(Refusal, match="van elke kant"):
        ask_contributors(story=story, by=guide, at=now)
    with pytest.raises(Refusal, match="Noem het initiatief"):
        begin_story(kind="paired", text=TEXT, initiative=None, theme=None, by=guide, at=now)


def test_the_last_approval_makes_it_ready(asked, initiator, ep_member, editor, now, mails):
    approve_as(asked, initiator, now)
    assert states(asked) == ["asked"]
    approve_as(asked, ep_member, now)
    assert states(asked) == ["ready"]
    assert mails()[2:] == [("reda@zwolle.example", "Klaar om te publiceren: “Een tuin van twee kanten”")]
    version = newest(asked)
    assert all(each.is_approved for each in contributions(version))


def test_nobody_approves_what_they_did_not_read(asked, initiator, guide, outsider, now):
    mine = contribution(newest(asked), initiator)
    take_back(story=asked, by=guide, at=now)
    quote = newest(asked).quotes.get(user=initiator)
    facts = QuoteFacts(user=initiator, topic="well", text="Wij werden uitgelachen.")
    put_quote(story=asked, facts=facts, quote=quote, by=guide, at=now)
    with pytest.raises(Refusal, match="wacht nu niet"):
        approve(story=asked, seen=mine.seen, by=initiator, at=now)
    ask_contributors(story=asked, by=guide, at=now)
    with pytest.raises(Refusal, match="intussen veranderd"):
        approve(story=asked, seen=mine.seen, by=initiator, at=now)
    with pytest.raises(Refusal, match="niets"):
        approve(story=asked, seen=mine.seen, by=outsider, at=now)
    assert not newest(asked).quotes.filter(approved_at__isnull=False).exists()


@pytest.mark.parametrize("changed", ["text", "name", "role", "topic"])
def test_other_words_void_the_approval(asked, initiator, ep_member, guide, editor, now, changed):
    for user in (initiator, ep_member):
        approve_as(asked, user, now)
    take_back(story=asked, by=guide, at=now)
    quote = newest(asked).quotes.get(user=initiator)
    said = {"topic": "well", "text": INITIATOR_SAYS, "name": "Noor Velthuis", "role": ""}
    put_quote(story=asked, facts=QuoteFacts(user=initiator, **said), quote=quote, by=guide, at=now)
    assert contribution(newest(asked), initiator).is_approved
    said |= {changed: "less" if changed == "topic" else "anders"}
    put_quote(story=asked, facts=QuoteFacts(user=initiator, **said), quote=quote, by=guide, at=now)
    assert not contribution(newest(asked), initiator).is_approved
    assert contribution(newest(asked), ep_member).is_approved
    with pytest.raises(Refusal, match="Niet alles is goedgekeurd zoals het er nu staat, door: Noor Velthuis"):
        publish(story=asked, by=editor, at=now)


def test_another_description_or_person_voids_the_photo(asked, initiator, ep_member, guide, outsider, now):
    for user in (initiator, ep_member):
        approve_as(asked, user, now)
    take_back(story=asked, by=guide, at=now)
    photo = newest(asked).photos.get()
    describe_photo(photo=photo, description="De tuin", people=[initiator, ep_member, outsider], by=guide, at=now)
    approvals = {each.user: each.approved_at for each in photo.subjects.select_related("user")}
    assert approvals == {initiator: now, ep_member: now, outsider: None}
    describe_photo(photo=photo, description="Iets anders", people=[initiator], by=guide, at=now)
    assert list(photo.subjects.values_list("user", "approved_at")) == [(initiator.pk, None)]
    with pytest.raises(Refusal, match="wie over deze foto beslist"):
        describe_photo(photo=photo, description="Iets anders", people=[], by=guide, at=now)


def test_a_change_brings_it_back_to_who_writes_it(asked, initiator, guide, now, mails):
    with pytest.raises(Refusal, match="wat er anders moet"):
        ask_change(story=asked, word=" ", by=initiator, at=now)
    ask_change(story=asked, word="Ik zei: gehoord.", by=initiator, at=now)
    assert states(asked) == ["draft"]
    assert mails()[2:] == [("gijs@zwolle.example", "Wijziging gevraagd in “Een tuin van twee kanten”")]
    assert "> Ik zei: gehoord." in OutgoingMail.objects.latest("pk").text
    request = newest(asked).requests.get(user=initiator)
    assert (request.answer, request.word) == ("change", "Ik zei: gehoord.")


def test_a_request_is_never_nobodys(asked, initiator, guide, editor, now, mails):
    RoleGrant.objects.filter(user=guide).update(withdrawn_at=now)
    OutgoingMail.objects.all().delete()
    ask_change(story=asked, word="Ik zei: gehoord.", by=initiator, at=now)
    assert [to for to, _subject in mails()] == [editor.email]


def test_who_wrote_does_not_publish(asked, initiator, ep_member, guide, editor, now):
    for user in (initiator, ep_member):
        approve_as(asked, user, now)
    with pytest.raises(Refusal, match="U schreef dit verhaal zelf"):
        publish(story=asked, by=guide, at=now)
    version = publish(story=asked, by=editor, at=now)
    assert (version.state, version.published_by, version.story.slug) == (
        "published",
        editor,
        "een-tuin-van-twee-kanten",
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        StoryVersion.objects.filter(pk=version.pk).update(published_by=guide)


def test_the_text_of_a_person_is_approved_by_them(case, initiator, ep_member, editor, now):
    mine = StoryText(title="Mijn kant", lead="Kort.", body="Lang.", author=initiator)
    story = begin_story(kind="paired", text=mine, initiative=case, theme=None, by=initiator, at=now)
    for user in (initiator, ep_member):
        put_quote(story=story, facts=QuoteFacts(user=user, topic="less", text="Hm."), by=initiator, at=now)
    ask_contributors(story=story, by=initiator, at=now)
    for user in (initiator, ep_member):
        approve_as(story, user, now)
    take_back(story=story, by=editor, at=now)
    seen = of_text(newest(story))
    changed = StoryText(title="Mijn kant", lead="Korter.", body="Lang.", author=initiator)
    change_text(story=story, text=changed, theme=None, seen=seen, by=editor, at=now)
    found = contribution(newest(story), initiator)
    assert (found.is_author, found.is_approved) == (True, False)
    with pytest.raises(Conflict):
        change_text(story=story, text=mine, theme=None, seen=seen, by=initiator, at=now)


# --- Stepping out ---------------------------------------------------------------------------------------------------
def test_one_of_two_steps_out_of_what_is_online(online, ep_member, initiator, now, mails):
    before = len(mails())
    assert step_out(story=online, by=ep_member, at=now) == 1
    version = newest(online)
    assert (version.state, [quote.user for quote in version.quotes.all()]) == ("published", [initiator])
    assert not version.photos.exists()
    assert mails()[before:] == [
        ("gijs@zwolle.example", "Woorden teruggenomen uit “Een tuin van twee kanten”"),
        ("reda@zwolle.example", "Woorden teruggenomen uit “Een tuin van twee kanten”"),
    ]
    assert version.requests.get(user=ep_member).answer == "withdrawn"
    with pytest.raises(Refusal, match="niets"):
        step_out(story=online, by=ep_member, at=now)


def test_with_the_last_voice_the_story_goes(online, ep_member, initiator, now):
    step_out(story=online, by=ep_member, at=now)
    step_out(story=online, by=initiator, at=now)
    assert states(online) == ["withdrawn"]


def test_the_files_go_too(online, ep_member, now, django_capture_on_commit_callbacks):
    photo = newest(online).photos.get()
    storage: Storage = PrivateStorage()
    names = [photo.file.name, photo.thumbnail.name]
    assert [storage.exists(name) for name in names] == [True, True]
    with django_capture_on_commit_callbacks(execute=True):
        step_out(story=online, by=ep_member, at=now)
    assert [storage.exists(name) for name in names] == [False, False]


def test_who_steps_out_before_it_is_online_makes_it_a_draft(asked, ep_member, now):
    step_out(story=asked, by=ep_member, at=now)
    assert states(asked) == ["draft"]


def test_an_author_takes_the_whole_text_along(case, guide, editor, now):
    text = StoryText(title="Blog", lead="Kort.", body="Lang.", author=guide)
    story = begin_story(kind="blog", text=text, initiative=None, theme=None, by=guide, at=now)
    ask_contributors(story=story, by=guide, at=now)
    approve_as(story, guide, now)
    publish(story=story, by=editor, at=now)
    step_out(story=story, by=guide, at=now)
    assert states(story) == ["withdrawn"]
    revise(story=story, by=editor, at=now)
    assert contribution(newest(story), guide).is_approved is False


def test_a_blog_of_the_editors_needs_nobody(editor, guide, now, mails):
    story = begin_story(kind="blog", text=TEXT, initiative=None, theme=None, by=editor, at=now)
    assert ask_contributors(story=story, by=editor, at=now).state == "ready"
    assert mails() == [("gijs@zwolle.example", "Klaar om te publiceren: “Een tuin van twee kanten”")]
    publish(story=story, by=guide, at=now)
    assert states(story) == ["published"]


# --- The next version -----------------------------------------------------------------------------------------------
def test_the_old_one_stays_until_the_new_one_is_approved(online, initiator, ep_member, guide, editor, now, mails):
    revise(story=online, by=guide, at=now)
    assert states(online) == ["published", "draft"]
    with pytest.raises(IllegalTransition):
        revise(story=online, by=guide, at=now)
    quote = newest(online).quotes.get(user=initiator)
    facts = QuoteFacts(user=initiator, topic="well", text="Wij werden heel serieus genomen.")
    put_quote(story=online, facts=facts, quote=quote, by=guide, at=now)
    before = len(mails())
    ask_contributors(story=online, by=guide, at=now)
    assert [to for to, _subject in mails()[before:]] == ["noor@example.nl"]
    approve_as(online, initiator, now)
    publish(story=online, by=editor, at=now)
    assert states(online) == ["replaced", "published"]
    online.refresh_from_db()
    assert online.slug == "een-tuin-van-twee-kanten"


def test_stepping_out_reaches_every_version(online, ep_member, guide, now):
    revise(story=online, by=guide, at=now)
    assert step_out(story=online, by=ep_member, at=now) == 2
    assert not StoryQuote.objects.filter(user=ep_member).exists()
    assert not StoryPhoto.objects.exists()


def test_a_copy_keeps_the_file_that_another_version_shows(online, guide, now, django_capture_on_commit_callbacks):
    shown = newest(online).photos.get()
    revise(story=online, by=guide, at=now)
    with django_capture_on_commit_callbacks(execute=True):
        remove_photo(photo=newest(online).photos.get(), by=guide, at=now)
        discard_draft(story=online, by=guide, at=now)
    assert PrivateStorage().exists(shown.file.name)
    assert states(online) == ["published"]


def test_taken_off_with_a_reason(online, editor, now, mails):
    with pytest.raises(Refusal, match="waarom"):
        take_off(story=online, reason=" ", by=editor, at=now)
    before = len(mails())
    take_off(story=online, reason="Klopt niet meer.", by=editor, at=now)
    assert states(online) == ["withdrawn"]
    assert sorted(mails()[before:]) == [
        ("esra@zwolle.example", "Verhaal niet meer online: “Een tuin van twee kanten”"),
        ("noor@example.nl", "Verhaal niet meer online: “Een tuin van twee kanten”"),
    ]
    with pytest.raises(IllegalTransition):
        take_off(story=online, reason="Nog eens.", by=editor, at=now)


# --- Limits and the record ------------------------------------------------------------------------------------------
def test_what_was_taken_off_is_asked_of_everybody_anew(online, initiator, ep_member, guide, editor, now, mails):
    take_off(story=online, reason="Op verzoek.", by=editor, at=now)
    OutgoingMail.objects.all().delete()
    revise(story=online, by=guide, at=now)
    assert ask_contributors(story=online, by=guide, at=now).state == "asked"
    assert sorted(to for to, _subject in mails()) == sorted([initiator.email, ep_member.email])
    with pytest.raises(NotApproved):
        publish(story=online, by=editor, at=now)


def test_a_text_that_was_sent_round_stands(asked, initiator, guide, photo_upload, now):
    quote, photo = newest(asked).quotes.first(), newest(asked).photos.get()
    facts = QuoteFacts(user=initiator, topic="less", text="Meer.")
    seen = of_text(newest(asked))
    for attempt in (
        lambda: put_quote(story=asked, facts=facts, by=guide, at=now),
        lambda: remove_quote(quote=quote, by=guide, at=now),
        lambda: remove_photo(photo=photo, by=guide, at=now),
        lambda: describe_photo(photo=photo, description="x", people=[initiator], by=guide, at=now),
        lambda: add_photo(story=asked, upload=photo_upload, description="x", people=[initiator], by=guide, at=now),
        lambda: change_text(story=asked, text=TEXT, theme=None, seen=seen, by=guide, at=now),
        lambda: discard_draft(story=asked, by=guide, at=now),
    ):
        with pytest.raises(IllegalTransition, match="De tekst ligt vast"):
            attempt()


def test_one_quote_of_a_person_on_a_topic(draft, initiator, guide, now):
    facts = QuoteFacts(user=initiator, topic="well", text="Nog iets.")
    with pytest.raises(Refusal, match="al een citaat") as refused:
        put_quote(story=draft, facts=facts, by=guide, at=now)
    assert refused.value.field == "topic"


def test_a_draft_that_was_never_online_leaves_nothing(pictured, guide, now):
    discard_draft(story=pictured, by=guide, at=now)
    assert not Story.objects.exists()


def test_the_record_holds_who_did_what_and_no_words(online):
    verbs = list(AuditEntry.objects.filter(verb__startswith="story.").order_by("pk").values_list("verb", flat=True))
    assert verbs == [
        "story.begun",
        "story.quote_put",
        "story.quote_put",
        "story.photo_added",
        "story.asked",
        "story.approved",
        "story.approved",
        "story.published",
    ]
    told = str(list(AuditEntry.objects.values_list("before", "after")))
    assert INITIATOR_SAYS not in told


# --- What the database itself refuses -------------------------------------------------------------------------------
def refused(change) -> bool:
    """Whether the database refuses a change."""
    try:
        with transaction.atomic():
            change()
    except IntegrityError:
        return True
    return False


def around(story: Story, initiator) -> dict[str, object]:
    """Ways round the actions to let something appear, by name."""
    version = newest(story)
    quote, photo = version.quotes.filter(user=initiator), version.photos.get()
    fresh = {"version": version, "topic": "less", "side": "initiator", "user": initiator, "name": "N", "text": "x"}
    kept = {name: getattr(photo, name) for name in ("file", "thumbnail", "name", "width", "height", "added_by")}
    return {
        "other words": lambda: quote.update(text="Heel anders."),
        "another name": lambda: quote.update(name="Iemand"),
        "no approval": lambda: quote.update(approved_at=None, approved_mark=""),
        "a new quote": lambda: StoryQuote.objects.create(**fresh),
        "a new photo": lambda: StoryPhoto.objects.create(version=version, token="t", description="x", **kept),
        "another description": lambda: StoryPhoto.objects.filter(pk=photo.pk).update(description="x"),
        "a photo nobody approved": lambda: photo.subjects.update(approved_at=None, approved_mark=""),
        "another text": lambda: StoryVersion.objects.filter(pk=version.pk).update(body="x"),
    }


def test_the_database_lets_nothing_appear_without_approval(online, initiator):
    assert {name for name, change in around(online, initiator).items() if not refused(change)} == set()


def test_the_database_publishes_nothing_unapproved(asked, initiator, ep_member, editor, now):
    approve_as(asked, initiator, now)
    facts = {"state": "published", "published_by": editor, "published_at": now}
    assert refused(lambda: asked.versions.update(**facts))
    approve_as(asked, ep_member, now)
    newest(asked).photos.get().subjects.all().delete()
    assert refused(lambda: asked.versions.update(**facts))


def test_without_the_triggers_all_of_it_goes_through(online, initiator):
    """The control: the same ways round are open when the guards are taken away."""
    leave(connection, guards())
    assert {name for name, change in around(online, initiator).items() if refused(change)} == set()


def test_a_photo_of_some_colours_is_kept_as_webp(pictured):
    photo = newest(pictured).photos.get()
    assert (photo.width, photo.height, photo.file.name.endswith(".webp")) == (64, 36, True)
    assert picture("red").startswith(b"\x89PNG")
