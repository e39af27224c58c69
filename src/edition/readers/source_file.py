"""A source file as a reader gets it: its bytes, and its text where it is text."""

import hashlib
from dataclasses import dataclass
from functools import cached_property

from edition.model import Seed, Siglum
from edition.project.sources import make_seed
from edition.xml.entities import NONE, Declarations


@dataclass(frozen=True)
class SourceFile:
    """The bytes of a witness's file. `path`: relative to the edition's folder. `encoding`: as the editor named it.

    `pages`: of a witness of several files, each with its path, in their order; `data` is then the archive of them.
    `declarations`: a file of the project that declares the entities of an XML file.
    """

    siglum: Siglum
    path: str
    data: bytes
    encoding: str = ""
    pages: tuple[tuple[str, bytes], ...] = ()
    declarations: Declarations = NONE

    @property
    def files(self) -> tuple[tuple[str, bytes], ...]:
        """The files of a witness in their order, each with its path: its pages, or the one file."""
        return self.pages or ((self.path, self.data),)

    @cached_property
    def decoded(self) -> Seed:
        """The file as text with line feeds as line ends. SeedError when it is not text in the encoding."""
        return make_seed(self.siglum, self.path, self.data, self.encoding)

    @property
    def text(self) -> str:
        """The decoded text. SeedError when the file is not text in the encoding."""
        return self.decoded.text

    @property
    def sha256(self) -> str:
        """The hash of the bytes."""
        return hashlib.sha256(self.data).hexdigest()
