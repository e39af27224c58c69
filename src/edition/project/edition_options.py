"""`[edition]`: what the edition is, and what these values may be."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

#: A digital object identifier, with or without the address of its resolver (DOI Handbook, 2.2).
_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:)?(10\.\d{4,9}/\S+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class EditionOptions:
    """`[edition]`: what the edition is."""

    title: str
    base: str
    subtitle: str = ""
    abstract: str = ""  # Markdown: what the text is, and why it has several witnesses
    language: str = "en"
    editors: tuple[str, ...] = ()
    version: str = ""
    date: str = ""
    licence: str = ""
    publisher: str = ""
    url: str = ""
    doi: str = ""  # with or without https://doi.org/
    languages: str = ""  # a folder with data of languages (docs/languages.md)
    bibliography: str = ""  # a file of works that decisions and notes cite
    introduction: str = ""  # a Markdown file
    commentary: str = ""  # a Markdown file, or a folder of them
    stemma: str = ""  # a file in Newick, DOT or TEI

    @property
    def full_title(self) -> str:
        """The title with the subtitle, as it is cited.

        >>> EditionOptions("The Ferry", "A", subtitle="Two Reports").full_title
        'The Ferry: Two Reports'
        """
        return f"{self.title}: {self.subtitle}" if self.subtitle else self.title

    @property
    def doi_number(self) -> str:
        """The DOI without the address of its resolver; "" where there is none.

        >>> EditionOptions("T", "A", doi="https://doi.org/10.5281/zenodo.1").doi_number
        '10.5281/zenodo.1'
        """
        found = _DOI.fullmatch(self.doi.strip())
        return found[1] if found else ""


def check_edition_options(edition: EditionOptions) -> Iterator[tuple[str, str]]:
    """The errors in `[edition]` as (key, what to write instead)."""
    if edition.doi and not edition.doi_number:
        yield "doi", f"doi = {edition.doi!r} is no DOI; it begins with 10. and has a slash: 10.5281/zenodo.1234567"
