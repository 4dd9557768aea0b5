"""What a new installation begins with: the hubs of the town and the terms of referrals; staff change them."""

import tomllib
from datetime import date
from pathlib import Path

from django.db import transaction

from city.models import Theme, Wijk
from community.models import Hub, HubHelp, ReferralTerm

ZWOLLE = Path(__file__).resolve().parent.parent / "data" / "hubs.toml"
BEGIN = date(2016, 1, 1)  # the gidsteam began in January 2016; older cases do not exist
REMIND_DAYS, TELL_DAYS, LINK_DAYS = 7, 12, 42


@transaction.atomic
def load_hubs(*, file: Path = ZWOLLE) -> int:
    """Add the hubs the file describes and the database does not hold yet, and a first term; staff's own changes stay.

    Returns how many hubs were new.
    """
    if not ReferralTerm.objects.exists():
        ReferralTerm.objects.create(remind_days=REMIND_DAYS, tell_days=TELL_DAYS, link_days=LINK_DAYS, valid_from=BEGIN)
    present = set(Hub.objects.values_list("slug", flat=True))
    rows = [row for row in tomllib.loads(file.read_text(encoding="utf-8"))["hub"] if row["slug"] not in present]
    for row in rows:
        texts = ("slug", "name", "does", "does_en", "referral_email")
        hub = Hub(**{name: " ".join(row[name].split()) for name in texts})  # lines in the file are for its editor
        hub.index_words()
        hub.save()
        hub.themes.set(Theme.objects.filter(slug__in=row["themes"]))
        hub.wijken.set(Wijk.objects.filter(slug__in=row["wijken"]))
        HubHelp.objects.bulk_create(HubHelp(hub=hub, kind=kind) for kind in row["help"])
    return len(rows)
