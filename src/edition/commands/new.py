"""A new edition: a folder that builds at once, with the editor's files, or with two tiny samples."""

import json
from collections.abc import Sequence
from pathlib import Path

from edition.errors import InputError
from edition.project.file_writer import write_folder
from edition.project.sources import read_input
from edition.readers.tei_description import describe_source

_TOML = """\
# What this edition is. A misspelt key is an error that names the right one.

[edition]
title = "{title}"
language = "en"                # the language of the texts
base = {base}                     # the witness whose words the reading text follows
editors = []                   # ["Your Name"]
# licence = "https://creativecommons.org/licenses/by/4.0/"

{witnesses}"""
_SAMPLES = """\
# How plain text is read; a witness may have the same keys for itself.
[reading]
headings = "short"             # keywords, proposed, short or none

# One table a witness. The siglum is how the apparatus names it.
[[witness]]
siglum = "A"
seed = "seeds/A.txt"
name = "First witness"
# reader = "text"              # wiki, flat, page or text; left out, the program chooses
# scope = "fragment"           # a fragment is not extant elsewhere; that is no omission

[[witness]]
siglum = "B"
seed = "seeds/B.txt"
name = "Second witness"
"""
_A = """\
The Ferry

The ferry crossed the river twice a day, in the morning and at dusk. Anna Keller kept the book of passengers.

On 4 May 1803 the rope broke near Lindau. Nobody was lost, but the book fell into the water, and of the names only
those on the first page could be read.
"""
_B = """\
The Ferry

The ferry crossed the river twice a day, at dawn and at dusk. Anne Keller kept the book of passengers.

On 14 May 1803 the rope broke near Lindau. Nobody was lost, but the book fell into the water, and only the names on
the first page could be read. It is now in the town library.
"""
_PERSONS = """\
<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en">
  <teiHeader>
    <fileDesc>
      <titleStmt>
        <title>Register of persons</title>
      </titleStmt>
      <publicationStmt>
        <p>Part of the edition.</p>
      </publicationStmt>
      <sourceDesc>
        <listWit>
          <witness xml:id="A">First witness</witness>
          <witness xml:id="B">Second witness</witness>
        </listWit>
      </sourceDesc>
    </fileDesc>
  </teiHeader>
  <standOff>
    <listPerson>
      <person xml:id="pers-keller">
        <persName type="main">Anna <surname>Keller</surname></persName>
        <persName type="spelling">Anne <surname>Keller</surname></persName>
      </person>
    </listPerson>
  </standOff>
</TEI>
"""
_PLACES = (
    _PERSONS.replace("persons", "places")
    .replace("listPerson", "listPlace")
    .replace(_PERSONS[_PERSONS.index("      <person ") : _PERSONS.index("    </listPerson")], "{place}")
    .replace(
        "{place}",
        '      <place xml:id="plac-lindau">\n        <placeName type="main">Lindau</placeName>\n      </place>\n',
    )
)


#: Path -> text of the sample witnesses and registers.
_SAMPLE_FILES = {
    "seeds/A.txt": _A,
    "seeds/B.txt": _B,
    "tei/registers/persons.xml": _PERSONS,
    "tei/registers/places.xml": _PLACES,
}
_ONE = """\
[[witness]]
siglum = {siglum}
seed = {seed}
{facts}# {keys}: what you know of it
"""
#: What is known of a witness.
_FACTS = ("name", "author", "source", "accessed", "date", "licence")


def write_starter(folder: Path, given: Sequence[Path] = ()) -> None:
    """Write a new edition into a folder that is empty or not there yet: with the files that are given, or with samples.

    OutputError when the folder is in use; InputError for a file that cannot be read or two of one name.
    """
    seeds = _copies(given)
    witnesses, base = _SAMPLES, "A"
    if seeds:
        told = (_witness(path, data) for path, data in seeds.items())
        witnesses = "# One table a witness. The siglum is how the apparatus names it.\n" + "\n".join(told)
        base = Path(next(iter(seeds))).stem
    files: dict[str, bytes] = {
        "edition.toml": _TOML.format(title=_title(folder), base=_quoted(base), witnesses=witnesses).encode("utf-8"),
        ".gitignore": b"build/\nedition-failed*/\n.edition-*\n",
        ".gitattributes": b"# Seeds are kept byte for byte.\nseeds/** -text\n*.xml text eol=lf\n",
        **(seeds or {path: text.encode("utf-8") for path, text in _SAMPLE_FILES.items()}),
    }
    write_folder(folder, files.items())


def _copies(given: Sequence[Path]) -> dict[str, bytes]:
    """The files as seeds; the siglum of each is its name without the ending."""
    made: dict[str, bytes] = {}
    sigla: set[str] = set()
    for path in given:
        if path.stem in sigla:
            raise InputError(f"{path}: a second file with the name {path.stem}, which is the siglum; rename one")
        sigla.add(path.stem)
        made[f"seeds/{path.name}"] = read_input(path)
    return made


def _witness(path: str, data: bytes) -> str:
    """The table of a witness, with what its own header says of its source."""
    described = describe_source(data, path) if path.casefold().endswith(".xml") else {}
    facts = [f"{key} = {_quoted(described[key])}\n" for key in _FACTS if described.get(key)]
    siglum = described.get("siglum", "")
    facts += [f"# its file has the siglum {_quoted(siglum)}\n"] if siglum and siglum != Path(path).stem else []
    left = ", ".join(key for key in _FACTS if key not in described)
    return _ONE.format(siglum=_quoted(Path(path).stem), seed=_quoted(path), facts="".join(facts), keys=left)


def _quoted(text: str) -> str:
    """A text as TOML has it."""
    return json.dumps(text, ensure_ascii=False)


def _title(folder: Path) -> str:
    """The name of the folder, as far as it can stand in a setting."""
    name = folder.resolve().name.encode("utf-8", "replace").decode("utf-8")
    return "".join(c for c in name if c.isprintable() and c not in '\\"').strip() or "A new edition"
