from datetime import UTC, date, datetime, timedelta

import pytest

from accounts.enums import CodePurpose, RequestKind, RequestState
from accounts.models import DataRequest, MailedCode, User
from core import retention

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 11, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def test_codes_are_gone_the_day_after(town: None):
    for key, ended in (("old", AT - 25 * DAY / 24), ("new", AT - DAY / 2)):
        MailedCode.objects.create(
            key=key, purpose=CodePurpose.LOGIN, email="an@example.org", code_hash="x", sent_at=ended, expires_at=ended
        )
    assert retention.apply(AT) == 1
    assert list(MailedCode.objects.values_list("key", flat=True)) == ["new"]


def test_answered_requests_are_kept_five_years(town: None, initiator: User):
    answered = {"state": RequestState.DONE, "answered_at": AT - 1_827 * DAY}
    for wish, facts in (("old", answered), ("new", answered | {"answered_at": AT - 1_825 * DAY}), ("open", {})):
        DataRequest.objects.create(
            user=initiator,
            kind=RequestKind.values[0],
            wish=wish,
            received_at=AT - 1_900 * DAY,
            due_on=date(2021, 1, 1),
            **facts,
        )
    assert retention.apply(AT) == 1
    assert set(DataRequest.objects.values_list("wish", flat=True)) == {"new", "open"}
