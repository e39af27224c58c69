"""The parts of a day that an expression states, and those that its context adds."""

from calendar import monthrange
from collections.abc import Mapping

from edition.annotate.calendar import PartialDate
from edition.annotate.date_context import DateContext
from edition.annotate.date_language import DateLanguage
from edition.annotate.read_numbers import day_of_groups, month_of, year_of


def partial_date(groups: Mapping[str, str], n: int, language: DateLanguage) -> PartialDate:
    """The first or the second date of an expression, as far as it is stated."""
    year, month, day = (read(groups, n, language) for read in (year_of, month_of, day_of_groups))
    return PartialDate(year, month, monthrange(year, month)[1] if n == 1 and "last" in groups else day)


def complete_year(day: PartialDate, context: DateContext) -> tuple[PartialDate, str, str]:
    """The day with a year, from the context where the text has none; an addition to the rule; the certainty."""
    if day.year:
        context.add(day)
        return day, "", "high"
    if context.following:
        filled = PartialDate(context.following, day.month, day.day)
        context.add(filled)
        return filled, f", year {filled.year} from the date behind it", "high"
    if not context.year:
        return day, ", no year in the context", "low"
    filled = PartialDate(context.infer_year(day), day.month, day.day)
    cert = "medium" if context.precise else "low"
    return filled, f", year {filled.year} from the context", cert
