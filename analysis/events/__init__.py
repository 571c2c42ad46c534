"""What one article calls the events it tells of, and those who take part in them without a name."""

from analysis.events.chains import EventName, call, name_events

__all__ = ["EventName", "call", "name_events"]
