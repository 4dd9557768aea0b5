"""The public pages that tests walk: every template in every state worth looking at."""

from django.urls import reverse
from django.utils.translation import override


def public_addresses(slug: str) -> dict[str, str]:
    """Name of a page and its address; `slug` is a public initiative."""
    return {
        "home": reverse("home"),
        "gallery": reverse("initiatives:gallery"),
        "gallery, filtered": f"{reverse('initiatives:gallery')}?zoek=tuin&status=owned&wijk=assendorp",
        "gallery, empty": f"{reverse('initiatives:gallery')}?zoek=xyzzy",
        "map": reverse("initiatives:map"),
        "detail": reverse("initiatives:detail", args=[slug]),
        "agenda": reverse("community:agenda"),
        "agenda, earlier": f"{reverse('community:agenda')}?wanneer=eerder",
        "figures": reverse("figures"),
        "figures, everything": f"{reverse('figures')}?periode=alles",
        "council": reverse("council"),
        "council, wrong day": f"{reverse('council')}?sinds=2090-01-01",
        "search": reverse("search"),
        "search, found": f"{reverse('search')}?zoek=tuin",
        "search, one kind": f"{reverse('search')}?zoek=tuin&soort=initiatieven",
        "search, nothing": f"{reverse('search')}?zoek=xyzzy",
        "goals": reverse("initiatives:goals"),
        "goal": reverse("initiatives:goal", args=["7.1.1"]),
        "goal, one standing": f"{reverse('initiatives:goal', args=['V9'])}?stand=bevestigd",
        "stories": reverse("community:stories"),
        "stories, empty": f"{reverse('community:stories')}?soort=blog",
        "learning": reverse("learning:home"),
        "learning, empty": f"{reverse('learning:home')}?zoek=xyzzy",
        "open data": reverse("open_data:data"),
        "list for other sites": reverse("open_data:embed"),
        "list for other sites, empty": f"{reverse('open_data:embed')}?wijk=binnenstad",
        "accessibility": reverse("accessibility"),
        "privacy": reverse("privacy"),
        "not found": "/bestaat-niet/",
        "catalogue": reverse("catalogue"),
    }


def english_addresses(slug: str) -> dict[str, str]:
    """The same pages in English, as far as they have an English address."""
    with override("en"):
        return {f"{name} (en)": address for name, address in public_addresses(slug).items() if "/en/" in address}
