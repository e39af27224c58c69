"""Read RTF files: what is text, and every other byte by the rule that leaves it out.

Places are byte offsets. All bytes are accounted for, control words and braces as markup.
"""

from collections import Counter
from collections.abc import Iterable, Iterator

from edition.errors import SeedError
from edition.late_patterns import late_pattern
from edition.model import Finding, Position, Rule, Severity
from edition.readers.events import At, Event, Out, Report, Text
from edition.readers.options import ReaderOptions
from edition.readers.rtf_blocks import RtfBlocks
from edition.readers.rtf_walk import RtfWalk
from edition.readers.source_file import SourceFile
from edition.readers.structure import Refusal

_HEAD = late_pattern(rb"(?:\xef\xbb\xbf)?\s*(?=\{\\rtf)")
_LINE = late_pattern(rb"\\(?:line|lbr)(?![a-zA-Z])")
_NAMED = 8  # names that a finding has
_FIRST = 3  # examples that a finding has


def read_rtf(source: SourceFile, options: ReaderOptions) -> Iterable[Event] | Refusal:
    """The events of an RTF file, or why it is none that can be read. SeedError for a file that is damaged."""
    head = _HEAD.match(source.data)
    if head is None:
        return Refusal("it does not begin with {\\rtf, as every RTF file does")
    walk = RtfWalk(source.path, source.data, options)
    story = walk.read(head.end())
    if walk.changed and not options.changes:
        said = " and ".join(f"{count} {name}{'' if count == 1 else 's'}" for name, count in walk.changed.items())
        return Refusal(
            f'an RTF file with {said} nobody accepted; write changes = "accept", "reject" or "keep" for this witness'
        )
    blocks = RtfBlocks(options, walk.styles, _LINE.search(source.data) is not None)
    blocks.languages |= {language for language, _ in walk.languages.most_common(1)}
    if head.end():
        blocks.writer.leave(Rule.MARKUP, walk.source[: head.end()], At())
    blocks.write_body(story)
    events = blocks.writer.events
    _check(events, source)
    return [*events, *(Report(one) for one in _findings(walk, blocks, source.path))]


def _check(events: Iterable[Event], source: SourceFile) -> None:
    """SeedError when the words and what is left out are not all bytes of the file."""
    stretches = []
    for event in events:
        match event:
            case Text(words, At() as at, written):
                stretches.append((at.offset, len(words if written is None else written)))
            case Out():
                stretches.append((event.at.offset, len(event.source)))
    done = 0
    for offset, length in sorted(stretches):
        if offset != done:
            break
        done += length
    if done != len(source.data):
        raise SeedError(f"{source.path}: byte {done} of the RTF file is not accounted for; please report the file")


def _findings(walk: RtfWalk, blocks: RtfBlocks, path: str) -> Iterator[Finding]:
    at = Position(path)
    unknown = Counter({name: count for name, count in walk.unknown.items() if count})
    if unknown:
        names = ", ".join(f"{name} {count} ×" for name, count in unknown.most_common(_NAMED))
        yield Finding("E365", Severity.WARNING, f"parts of the file that no reader knows are left out: {names}", at)
    if walk.undecoded or walk.fonts.unknown:
        pages = f"; unknown code pages: {sorted(walk.fonts.unknown)}" if walk.fonts.unknown else ""
        message = f"{walk.undecoded} characters do not fit the code page of their font and became \ufffd{pages}"
        yield Finding("E366", Severity.WARNING, message, at)
    if blocks.bold and not blocks.options.headings:
        shown = ", ".join(f"«{one}»" for one in blocks.bold[:_FIRST]) + (" …" if len(blocks.bold) > _FIRST else "")
        plural = "" if len(blocks.bold) == 1 else "s"
        message = f"{len(blocks.bold)} short bold paragraph{plural} may be a heading ({shown}): "
        yield Finding("E320", Severity.ADVICE, message + 'headings = "bold" makes them headings', at)
    if walk.symbols:
        message = f"{walk.symbols} stretches of a symbol font kept as private characters"
        yield Finding("E322", Severity.WARNING, message, at)
    if blocks.box_count:
        yield Finding("E323", Severity.ADVICE, f"{blocks.box_count} text boxes put behind their paragraphs", at)
    if walk.comments and blocks.options.comments != "notes":
        message = f'{walk.comments} comments left out; comments = "notes" makes notes of them'
        yield Finding("E326", Severity.ADVICE, message, at)
