"""A file that the site of an edition offers."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Download:
    """A file that the site offers: the group it is listed in (in none if blank), its path, what it is, its bytes.

    `licence` is its licence ("": none is granted), `excepted` the sigla of the witnesses whose words that does not
    cover, `within` the path of an archive in whose entry the file is listed, `export` the name of the export that made
    it, by which a language may have its title.
    """

    group: str
    path: str
    title: str
    data: bytes
    licence: str = ""
    excepted: tuple[str, ...] = ()
    within: str = ""
    export: str = ""
