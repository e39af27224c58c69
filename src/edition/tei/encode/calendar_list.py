"""The calendars that the dates of a file name, described in its header."""

from collections.abc import Iterable

from edition.model import Mention
from edition.xml.writer import Writer


def calendars_of(mentions: Iterable[Mention]) -> frozenset[str]:
    """The calendars that dates name."""
    return frozenset(name for mention in mentions for name in mention.calendars)


_CALENDARS = {
    "gregorian": "The Gregorian calendar.",
    "hebrew": "The Hebrew calendar; values are days of the Gregorian one.",
    "islamic": "The Islamic calendar, by its tables; values are days of the Gregorian one.",
    "julian": "The Julian calendar. A Julian day alone keeps its figures as value; beside the Gregorian day, the value "
    "is that day.",
    "republican": "The French republican calendar; values are days of the Gregorian one.",
}


def write_calendars(out: Writer, calendars: Iterable[str]) -> None:
    """The calendars, by their names, with what their values are."""
    if not (found := sorted(calendars)):
        return
    with out.element("calendarDesc"):
        for name in found:
            with out.element("calendar", {"xml_id": name}):
                out.leaf("p", _CALENDARS[name])
