from datetime import UTC, date, datetime, timedelta

import pytest

from accounts.models import User
from core import retention
from initiatives.enums import InvitationKind
from initiatives.models import Initiative, Invitation, Meeting, MeetingItem

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 11, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def test_invitations_are_kept_three_months_after_they_ended(town: None, initiative: Initiative, guide: User):
    for email, ended in (("old@example.org", AT - 91 * DAY), ("new@example.org", AT - 89 * DAY)):
        Invitation.objects.create(
            initiative=initiative,
            kind=InvitationKind.values[0],
            email=email,
            secret_hash=email,
            invited_by=guide,
            invited_at=ended - DAY,
            expires_at=ended,
        )
    assert retention.apply(AT) == 1
    assert list(Invitation.objects.values_list("email", flat=True)) == ["new@example.org"]
    assert retention.apply(AT) == 0


def test_reports_of_meetings_are_kept_five_years(town: None, initiative: Initiative):
    old = Meeting.objects.create(held_on=date(2021, 3, 9), minutes="Oud")
    MeetingItem.objects.create(meeting=old, initiative=initiative)
    Meeting.objects.create(held_on=date(2021, 3, 12), minutes="Nieuw")
    assert retention.apply(AT) == 1
    assert list(Meeting.objects.values_list("minutes", flat=True)) == ["Nieuw"]
    assert Initiative.objects.filter(pk=initiative.pk).exists()
