"""A file that the site of an edition offers."""

import hashlib
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Download:
    """A file that the site offers: the group it is listed in (in none if blank), its path, what it is, its size.

    `licence` is its licence ("": none is granted), `excepted` the sigla of the witnesses whose words that does not
    cover, `within` the path of the archive that holds the file, which is then no file of the site itself, `export` the
    name of the export that made it, by which a language may have its title. The bytes are kept by no download.
    """

    group: str
    path: str
    title: str
    size: int
    sha256: str
    licence: str = ""
    excepted: tuple[str, ...] = ()
    within: str = ""
    export: str = ""

    @classmethod
    def of(cls, group: str, path: str, title: str, data: bytes, licence: str = "") -> "Download":
        """The download of a file with these bytes."""
        return cls(group, path, title, len(data), hashlib.sha256(data).hexdigest(), licence)
