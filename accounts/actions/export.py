"""A copy of somebody's data: a file to read, a file for machines, and the files they and the municipality added."""

import json
from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from django.template.loader import render_to_string
from django.utils.text import get_valid_filename
from django.utils.translation import override

from accounts.models import User
from core import audit
from core.personal_data import Section, collect


def export(*, user: User, internal: bool, by: User, at: datetime) -> BytesIO:
    """A ZIP with all the portal holds of this person, internal notes when an officer gave them. Kept nowhere."""
    with override(user.language):
        sections = collect(user, internal=internal, at=at)
        page = render_to_string("accounts/export.html", {"sections": sections, "person": user, "at": at})
        archive = packed(sections, page)
    audit.record(verb="user.exported", subject=user, by=by, at=at, after={"internal": internal})
    return archive


def packed(sections: list[Section], page: str) -> BytesIO:
    """The files of the copy in one."""
    whole = BytesIO()
    with ZipFile(whole, "w", ZIP_DEFLATED) as archive:
        archive.writestr("lees-mij.html", page)
        facts = [{"name": str(section.name), "rows": section.rows} for section in sections]
        archive.writestr("gegevens.json", json.dumps(facts, ensure_ascii=False, indent=2))
        stored = [each for section in sections for each in section.files]
        for number, (name, file) in enumerate(stored, start=1):
            with file.open("rb") as content:
                archive.writestr(f"bestanden/{number:03}-{get_valid_filename(name or 'bestand')}", content.read())
    whole.seek(0)
    return whole
