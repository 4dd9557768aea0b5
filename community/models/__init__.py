from community.models.event import Event, EventKind, EventSeries
from community.models.event_report import EventReport
from community.models.registration import Registration

__all__ = ["Event", "EventKind", "EventReport", "EventSeries", "Registration"]
