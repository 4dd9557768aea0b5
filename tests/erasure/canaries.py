"""Unique words in every text a person can leave behind, and a search for them in all that is stored.

Driven by the models: a new model, or a new text field, is filled and searched for without a change here. What cannot
hold a person's words is judged in `NOT_PERSONAL` and `KEYS`, each with the reason.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from uuid import uuid4

from django.apps import apps
from django.conf import settings
from django.core.files.base import ContentFile
from django.db import connection
from django.db.models import CharField, EmailField, Field, FileField, JSONField, Model, QuerySet, TextField

from accounts.models import User

NAME, EMAIL, PHONE = "Kanarine Vogelpoel", "kanarine@vogelpoel.example", "0612345678"
GUARDIAN, HOME = "Merula Zwartkop", "Lijsterlaan 12"
SIGNS = ("kanarine", "vogelpoel", "612345678", "zwartkop", "lijsterlaan")

NOT_PERSONAL = {
    "admin.LogEntry": "the admin writes none (core.admin_words)",
    "auth.Group": "not used: roles are rows of our own",
    "auth.Permission": "not used",
    "community.EventKind": "names of kinds of events",
    "community.ChallengeClause": "texts about objection",
    "community.ChallengeCriterion": "criteria",
    "community.ChallengeDecision": "sealed: stays as it was taken, until its term is over",
    "community.ChallengeSeries": "numbers",
    "community.ChallengeTerm": "terms",
    "community.Hub": "an organisation and its own mailbox",
    "community.HubHelp": "kinds of help",
    "community.ReferralLink": "hashes and moments",
    "community.ReferralTerm": "terms",
    "contenttypes.ContentType": "names of tables",
    "core.AuditEntry": "append-only, written by actions: numbers and plain values, never words of people",
    "core.DestructionLine": "numbers of files, and why one was held back",
    "core.JobRun": "names and moments of jobs",
    "core.RetentionTerm": "terms",
    "core.Throttle": "keyed hashes",
    "initiatives.HelpAsked": "kinds of help",
    "initiatives.Label": "words of the gidsteam for finding cases",
    "initiatives.NumberSeries": "numbers",
    "initiatives.PromiseTerm": "terms",
    "insight.KeptFigures": "counts that point to nobody",
    "initiatives.ProspectCriterion": "criteria",
    "initiatives.StandardText": "texts that begin a letter",
    "initiatives.WaitingSpan": "moments",
    "socialaccount.SocialApp": "the provider of the municipality",
    "stimulus_fund.ApplicationSeries": "numbers",
    "stimulus_fund.Ballot": "anonymous: a mark and the plans that were chosen",
    "stimulus_fund.Candidate": "amounts, places, and what was found about a plan",
    "stimulus_fund.Criterion": "rules of a scheme",
    "stimulus_fund.Dispute": "what was filed, said and found stays as it was, until its term is over",
    "stimulus_fund.Entry": "append-only: amounts of a pot, with a reason about the pot",
    "stimulus_fund.InKind": "what the municipality gives",
    "stimulus_fund.LegalNumber": "numbers of the law",
    "stimulus_fund.Letter": "sealed: stays as it was sent, until its term is over",
    "stimulus_fund.LetterText": "texts of a scheme",
    "stimulus_fund.Outage": "what did not work, and when; everyone reads it",
    "stimulus_fund.PaymentFile": "a moment and who made it",
    "stimulus_fund.Pot": "amounts",
    "stimulus_fund.Ranked": "places and amounts",
    "stimulus_fund.Reclaim": "amounts",
    "stimulus_fund.RequiredFile": "rules of a scheme",
    "stimulus_fund.Round": "agenda and minutes of a meeting about public money: kept as they were closed",
    "stimulus_fund.Ruleset": "rules of a scheme",
    "stimulus_fund.Scheme": "a name",
    "stimulus_fund.Settling": "rules of a scheme",
    "stimulus_fund.Spending": "amounts",
    "stimulus_fund.TermEvent": "what happened to a term: stays as it was told, until its term is over",
    "stimulus_fund.Vote": "a title and days",
    "stimulus_fund.VotingCode": "keyed hashes that belong to nobody",
    "teams.Attendance": "whether somebody was there, by a choice",
    "teams.Book": "a number",
    "teams.RoomTerm": "terms",
    "teams.SessionFile": "which file belongs to which session",
    "teams.Team": "a moment",
    "teams.SessionHours": "a number of minutes",
}
FACTS = {  # the signs of the person themselves
    "accounts.User": {"email", "display_name", "phone"},
    "initiatives.Initiative": {"address", "guardian_name"},
}
KEYS = {
    "community.Challenge.saved_from",
    "community.ChallengeFile.content_type",
    "community.ChallengeFile.kind",
    "accounts.MailedCode.code_hash",
    "accounts.RoleGrant.scope",
    "community.PhotoSubject.approved_mark",
    "community.StoryQuote.approved_mark",
    "community.StoryVersion.author_mark",
    "core.OutgoingMail.case_number",
    "core.OutgoingMail.failure",
    "core.OutgoingMail.kind",
    "core.OutgoingMail.language",
    "core.OutgoingMail.unsubscribe_url",
    "insight.EditionLine.code",
    "insight.EditionLine.name",
    "insight.EditionLine.part",
    "insight.EditionLine.role",
    "initiatives.Attachment.content_type",
    "initiatives.Draft.code_hash",
    "initiatives.Draft.saved_from",
    "initiatives.DraftFile.content_type",
    "initiatives.DraftFile.kind",
    "initiatives.Message.idempotency_key",
    "initiatives.TimelineEntry.event",
    "socialaccount.SocialAccount.provider",
    "stimulus_fund.Application.kvk_number",
    "stimulus_fund.Application.postcode",
    "stimulus_fund.Application.saved_from",
    "stimulus_fund.ApplicationFile.content_type",
    "stimulus_fund.ApplicationFile.kind",
    "stimulus_fund.Decision.mandate",
}


def stored_models() -> Iterator[type[Model]]:
    """Every model that may hold a person's words, also those of libraries."""
    for model in apps.get_models():
        if model._meta.app_label != "city" and model._meta.label not in NOT_PERSONAL:
            yield model


def texts(model: type[Model]) -> list[Field]:
    """The fields in which a person's words may stand; keys that code chooses are none."""
    kinds = (CharField, TextField, JSONField, FileField)
    return [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, kinds)
        and not (field.choices or field.unique)
        and f"{model._meta.label}.{field.name}" not in KEYS
    ]


def about(person: User, model: type[Model]) -> QuerySet:
    """The rows of a model that are this person's or about the case; not those of colleagues themselves."""
    rows = model._base_manager.all()
    names = {field.name for field in model._meta.concrete_fields}
    if model is User:
        return rows.filter(pk=person.pk)
    return rows.filter(user=person) if "user" in names and not names & {"initiative", "team"} else rows


def fill(person: User) -> dict[str, str]:
    """Put a word of its own and all signs of the person in every text of every row; returns field by word."""
    words = {}
    for model in stored_models():
        for field in texts(model):
            word = f"kanarie{len(words):03}woord"
            words[word] = f"{model._meta.label}.{field.name}"
            for row in about(person, model):
                put(row, field, word)
    return words


def put(row: Model, field: Field, word: str) -> None:
    """Fill one field: addresses with the address, files with content, other texts with words."""
    if field.name in FACTS.get(row._meta.label, set()):
        return
    said = f"{word} {NAME} {EMAIL} {PHONE} {GUARDIAN} {HOME}"
    if isinstance(field, FileField):
        content = ContentFile(said.encode())
        value = field.storage.save(f"{uuid4().hex}.bin", content)
    elif isinstance(field, EmailField):
        value = EMAIL
    elif isinstance(field, JSONField):
        value = {"name": NAME, "text": said, "list": [said]}
    else:
        value = said if len(said) <= (field.max_length or len(said)) else fitting(word, field)
    type(row)._base_manager.filter(pk=row.pk).update(**{field.name: value})


def fitting(word: str, field: Field) -> str:
    """The word with as much of the name as the column takes."""
    longest = field.max_length or 0
    assert longest >= len(word), f"no canary fits in {field}: judge it in KEYS"
    return f"{word} {NAME}" if longest > len(word) + len(NAME) else word


def tables() -> str:
    """Every cell of every table of the database, libraries and caches included."""
    with connection.cursor() as cursor:
        names = connection.introspection.table_names(cursor)
        cells = []
        for name in names:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(name)}")
            cells += [bytes(cell) if isinstance(cell, memoryview) else cell for row in cursor for cell in row]
    return "\n".join(cell.decode(errors="replace") if isinstance(cell, bytes) else str(cell) for cell in cells)


def files() -> str:
    """The content of every private file."""
    stored = sorted(path for path in Path(settings.PRIVATE_FILES).rglob("*") if path.is_file())
    return "\n".join(path.read_bytes().decode(errors="replace") for path in stored)


def left(words: dict[str, str], *places: str) -> set[str]:
    """The fields whose words still stand somewhere."""
    found = {word for place in places for word in re.findall(r"kanarie\d{3}woord", place)}
    return {words[word] for word in found}


def signs_in(places: Iterable[str]) -> list[str]:
    """The signs of the person that still stand somewhere."""
    whole = "\n".join(places).lower()
    return [sign for sign in SIGNS if sign in whole]
