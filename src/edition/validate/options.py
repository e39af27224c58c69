"""How schemas are found and read, and files are opened: the same for all files of one run of `edition validate`."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The options of a run; each is "", empty or None where the user says nothing."""

    catalogs: tuple[str, ...] = ()  # paths of OASIS XML catalogs, or URL=FILE
    folders: tuple[Path, ...] = ()  # folders that the user names, in which the schemas of files may be, too
    phase: str = ""  # the Schematron phase to run; "" for the schema's default
    tei: Path | None = None  # the specifications of TEI (p5subset.xml), which ODDs take from
    stylesheets: Path | None = None  # a folder with TEI's own stylesheets, which compile ODDs instead of our compiler
    includes: bool = False  # whether XInclude and entities may read files from the same disk

    pointers: bool = True  # whether pointers are followed, in a file and across files


NO_OPTIONS = Options()
