"""The books that are printed: the edition, and two witnesses on facing pages where they are asked for."""

from collections.abc import Mapping

from edition.config import PdfOptions
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
