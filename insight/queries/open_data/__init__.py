"""Every dataset of open data, in the order people read them."""

from insight.queries.open_data.awards import AWARDS
from insight.queries.open_data.challenges import CHALLENGES
from insight.queries.open_data.declared import Dataset
from insight.queries.open_data.events import EVENTS
from insight.queries.open_data.figures import FIGURES
from insight.queries.open_data.hubs import HUBS
from insight.queries.open_data.initiatives import INITIATIVES, POSITIONS
from insight.queries.open_data.stories import STORIES
from insight.queries.open_data.town import GOALS, THEMES, WIJKEN

DATASETS: tuple[Dataset, ...] = (
    *(INITIATIVES, POSITIONS, GOALS, AWARDS, STORIES, EVENTS, HUBS, CHALLENGES, FIGURES),
    *(WIJKEN, THEMES),
)


def dataset(name: str) -> Dataset | None:
    """The dataset with this name in its address; None when there is none."""
    return next((each for each in DATASETS if each.name == name), None)
