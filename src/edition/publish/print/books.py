"""The books that are printed: the edition, and two witnesses on facing pages where they are asked for.

A book that cannot be set is left out and told; the other, the TEI, the site and the exports do without it.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from edition.errors import EditionError, InternalError
from edition.model import Finding, Position, Severity
from edition.project.pdf_options import PdfOptions
from edition.publish.print.parallel import publish_parallel
from edition.publish.print.pdf import set_book
from edition.publish.print.print_source import TEI_FILE, Copy, UnprintableError, lack_of

EDITION, PARALLEL = "edition.pdf", "parallel.pdf"
#: Stands in every PDF of ours, and tells it from one that somebody else put there.
MADE_BY = b"/Creator(Typst"


@dataclass(frozen=True, slots=True)
class Books:
    """The PDFs by their file names, and what was found when they were set."""

    files: Mapping[str, bytes]
    findings: tuple[Finding, ...] = ()


def required_books(options: PdfOptions, outputs: Collection[str]) -> tuple[str, ...]:
    """The books without which a build of these outputs is refused (docs/decisions/0062)."""
    if options.required and "pdf" in outputs:
        return EDITION, PARALLEL
    return (EDITION,) if set(outputs) == {"pdf"} else ()


def publish_books(copy: Copy, options: PdfOptions, required: Collection[str] = ()) -> Books:
    """The books that can be set; a finding (E502) for each that cannot.

    EditionError when a required one cannot be set.
    """
    files: dict[str, bytes] = {}
    findings: list[Finding] = []
    failed: dict[str, EditionError | OSError] = {}
    for name, publish in _wanted(options):
        try:
            files[name], found = publish(copy, options)
            findings += found
        except (EditionError, OSError) as error:
            if name in required:
                raise _refusal(error) from None
            failed[name] = error
    return Books(files, (*findings, *_report_left_out(copy, failed)))


def report_removed(removed: Sequence[str]) -> Iterator[Finding]:
    """E503 for every PDF of an earlier build that is taken away, because this build has none in its place."""
    for path in removed:
        said = "is of an earlier build and does not show the text of this one, so it is removed"
        yield Finding("E503", Severity.WARNING, said, Position(path))


Publish = Callable[[Copy, PdfOptions], tuple[bytes, tuple[Finding, ...]]]


def _wanted(options: PdfOptions) -> Iterator[tuple[str, Publish]]:
    yield EDITION, _publish_edition
    if options.parallel:
        yield PARALLEL, _publish_parallel


def _publish_edition(copy: Copy, options: PdfOptions) -> tuple[bytes, tuple[Finding, ...]]:
    setting = set_book(copy, options)
    return setting.pdf, setting.findings


def _publish_parallel(copy: Copy, options: PdfOptions) -> tuple[bytes, tuple[Finding, ...]]:
    return publish_parallel(copy, options), ()


def _report_left_out(copy: Copy, failed: Mapping[str, EditionError | OSError]) -> Iterator[Finding]:
    """E502: one for all books that lack letters, one for each other.

    E520 for fonts that cannot be read, unless E502 says so of missing letters.
    """
    lacking = {name: e.letters for name, e in failed.items() if isinstance(e, UnprintableError) and e.letters}
    if copy.unreadable_fonts and not lacking:
        said = "; ".join(why for _, why in copy.unreadable_fonts)
        yield Finding("E520", Severity.WARNING, f"{said} ([pdf] fonts)", Position(copy.unreadable_fonts[0][0]))
    if lacking:
        letters = tuple(dict.fromkeys(letter for found in lacking.values() for letter in found))
        yield _left_out(tuple(lacking), lack_of(copy, letters))
    for name, error in failed.items():
        if name not in lacking:
            yield _left_out((name,), error)


def _left_out(names: Sequence[str], error: EditionError | OSError) -> Finding:
    said, position = str(_refusal(error)), Position(TEI_FILE)
    if isinstance(error, UnprintableError):
        said, position = error.said, error.position
    elif isinstance(error, InternalError):
        said = f"{said}; that is a fault of the program, please report it"
    are = "is left out" if len(names) == 1 else "are left out"
    return Finding("E502", Severity.WARNING, f"{' and '.join(names)} cannot be set and {are}: {said}", position)


def _refusal(error: EditionError | OSError) -> EditionError:
    return EditionError(f"the PDF cannot be set: {error.strerror}") if isinstance(error, OSError) else error
