"""The database itself lets no words and no picture appear without the approval of whose they are."""

from django.db import migrations

from core.guards import Guard, operation, unchanged

VERSION, QUOTE, PHOTO, SUBJECT = (
    f"community_{name}" for name in ("storyversion", "storyquote", "storyphoto", "photosubject")
)
TEXT = unchanged("title", "lead", "body", "author_id", "author_name")
WORDS = unchanged("version_id", "user_id", "topic", "side", "name", "role", "text")
ONLINE = f"EXISTS (SELECT 1 FROM {VERSION} v WHERE v.id = {{version}} AND v.state = 'published')"
OF_PHOTO = f"(SELECT p.version_id FROM {PHOTO} p WHERE p.id = NEW.photo_id)"
UNAPPROVED = (
    f"(NEW.author_id IS NOT NULL AND NEW.author_approved_at IS NULL)"
    f" OR EXISTS (SELECT 1 FROM {QUOTE} q WHERE q.version_id = NEW.id AND q.approved_at IS NULL)"
    f" OR EXISTS (SELECT 1 FROM {PHOTO} p WHERE p.version_id = NEW.id AND NOT EXISTS"
    f" (SELECT 1 FROM {SUBJECT} s WHERE s.photo_id = p.id))"
    f" OR EXISTS (SELECT 1 FROM {SUBJECT} s JOIN {PHOTO} p ON p.id = s.photo_id"
    f" WHERE p.version_id = NEW.id AND s.approved_at IS NULL)"
)
GUARDS = [
    Guard(
        "story_words_are_approved_anew",
        QUOTE,
        "UPDATE",
        "other words need another approval",
        when=f"NOT ({WORDS}) AND NEW.approved_at IS NOT NULL",
    ),
    Guard(
        "story_photo_is_approved_anew",
        PHOTO,
        "UPDATE",
        "another photo needs another approval",
        when=(
            f"NOT ({unchanged('version_id', 'file', 'thumbnail', 'description')}) AND EXISTS "
            f"(SELECT 1 FROM {SUBJECT} s WHERE s.photo_id = OLD.id AND s.approved_at IS NOT NULL)"
        ),
        looks_around=True,
    ),
    Guard(
        "story_text_is_approved_anew",
        VERSION,
        "UPDATE",
        "another text needs another approval",
        when=f"NOT ({TEXT}) AND (NEW.state = 'published' OR NEW.author_approved_at IS NOT NULL)",
    ),
]
GUARDS += [
    Guard(
        f"story_{deed.lower()}_published_whole",
        VERSION,
        deed,
        "nothing appears that was not approved",
        when=f"NEW.state = 'published' AND ({UNAPPROVED})",
        looks_around=True,
    )
    for deed in ("INSERT", "UPDATE")
]
GUARDS += [
    Guard(f"story_{name}_{deed.lower()}", table, deed, "nothing appears that was not approved", when, looks_around=True)
    for deed in ("INSERT", "UPDATE")
    for name, table, when in (
        ("quote_online", QUOTE, f"NEW.approved_at IS NULL AND {ONLINE.format(version='NEW.version_id')}"),
        ("subject_online", SUBJECT, f"NEW.approved_at IS NULL AND {ONLINE.format(version=OF_PHOTO)}"),
    )
]
GUARDS += [
    Guard(
        "story_photo_online",
        PHOTO,
        "INSERT",
        "nothing appears that was not approved",
        when=ONLINE.format(version="NEW.version_id"),
        looks_around=True,
    )
]


class Migration(migrations.Migration):
    dependencies = [("community", "0004_hub_guards")]
    operations = [operation(GUARDS)]
