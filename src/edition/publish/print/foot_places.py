"""How far down its page each entry of a foot stands, so that a word of the text can lead to it.

A foot is set at the bottom of its page, so its lines are counted from below. Words are spread over lines as if every
line were full: an entry may stand a line or two from the height that is named.
"""

from collections.abc import Iterator, Mapping, Sequence
from math import ceil

from edition.publish.print.plan import Entry, EntryId, Foot, Metrics


def entry_heights(foot: Foot, entries: Mapping[EntryId, Entry], metrics: Metrics) -> Iterator[tuple[EntryId, float]]:
    """Each entry of a foot with the distance of its line from the top of the page's text, in points."""
    layers = [[(entries[name], number) for name, number in layer] for layer in foot.layers]
    heights = [_lines(layer, metrics) * metrics.foot_line for layer in layers]
    top = metrics.height - sum(heights) - metrics.layer_gap * max(0, len(layers) - 1)
    for layer, height in zip(layers, heights, strict=True):
        before = 0.0
        for entry, number in layer:
            line = min(int(before / metrics.measure), round(height / metrics.foot_line) - 1)
            yield entry.id, round(top + line * metrics.foot_line, 1)
            before += _width(entry, number, metrics)
        top += height + metrics.layer_gap


def _lines(layer: Sequence[tuple[Entry, str]], metrics: Metrics) -> int:
    """How many lines the entries of a layer fill, run in."""
    return max(1, ceil(sum(_width(entry, number, metrics) for entry, number in layer) / metrics.measure))


def _width(entry: Entry, number: str, metrics: Metrics) -> float:
    return entry.width + (len(number) * metrics.digit + metrics.space if number else 0.0)
