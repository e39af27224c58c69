"""The books that are printed: the edition, and two witnesses on facing pages where they are asked for."""

from collections.abc import Mapping

from edition.config import FILE_NAME, PdfOptions
from edition.errors import EditionError
from edition.model import Finding, Position, Severity
from edition.publish.copy import Copy
from edition.publish.parallel import publish_parallel
from edition.publish.pdf import publish_pdf


def publish_books(copy: Copy, options: PdfOptions) -> Mapping[str, bytes]:
    """The PDFs by their file names.

    EditionError with the line of the TEI when a page cannot be set.
    """
    books = {"edition.pdf": publish_pdf(copy, options)}
    if options.parallel:
        books["parallel.pdf"] = publish_parallel(copy, options)
    return books


def books_for_site(copy: Copy, options: PdfOptions) -> tuple[Mapping[str, bytes], tuple[Finding, ...]]:
    """The PDFs that the site offers; none, and a finding (E502), when they cannot be set: pages can do without."""
    try:
        return publish_books(copy, options), ()
    except EditionError as error:
        said = f"the site goes without a PDF: {error}"
        return {}, (Finding("E502", Severity.WARNING, said, Position(FILE_NAME, 1, 1)),)
