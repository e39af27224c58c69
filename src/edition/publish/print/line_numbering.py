"""Which number a reader sees beside each line: counted page by page, section by section, or through the whole text."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from edition.project.pdf_options import NUMBERINGS
from edition.publish.print.plan import Flow, Page

BY_PAGE, BY_SECTION, _ = NUMBERINGS


def number_pages(pages: Sequence[Page], flows: Sequence[Flow], numbering: str) -> tuple[Page, ...]:
    """The pages with the numbers of their lines, where these are not counted page by page."""
    if numbering == BY_PAGE:
        return tuple(pages)
    numbers = [tuple(_numbers_of(flow, numbering == BY_SECTION)) for flow in flows]
    return tuple(replace(page, numbers=numbers[page.flow][page.start : page.stop]) for page in pages)


def longest_number(flows: Sequence[Flow], numbering: str) -> int:
    """How many digits the number of a line has at most; a page has less than a hundred lines."""
    return 2 if numbering == BY_PAGE else max((len(str(len(flow.lines))) for flow in flows), default=2)


def _numbers_of(flow: Flow, by_section: bool) -> Iterator[int]:
    """The numbers of all lines of a flow; a section begins with its heading."""
    number = 0
    for line in flow.lines:
        number = 1 if by_section and line.opens_section else number + 1
        yield number
