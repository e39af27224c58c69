"""A new edition: a folder that builds at once, with two tiny witnesses to put one's own in the place of."""

from pathlib import Path

from edition.project.file_writer import write_folder

_TOML = """\
# What this edition is. A misspelt key is an error that names the right one.

[edition]
title = "{title}"
language = "en"                # the language of the texts
base = "A"                     # the witness whose words the reading text follows
editors = []                   # ["Your Name"]
# licence = "https://creativecommons.org/licenses/by/4.0/"

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


def write_starter(folder: Path) -> None:
    """Write a new edition into a folder that is empty or not there yet; OutputError otherwise."""
    files = {
        "edition.toml": _TOML.format(title=_title(folder)),
        "seeds/A.txt": _A,
        "seeds/B.txt": _B,
        "tei/registers/persons.xml": _PERSONS,
        "tei/registers/places.xml": _PLACES,
        ".gitignore": "build/\nedition-failed*/\n.edition-*\n",
        ".gitattributes": "# Seeds are kept byte for byte.\nseeds/** -text\n*.xml text eol=lf\n",
    }
    write_folder(folder, {path: text.encode("utf-8") for path, text in files.items()})


def _title(folder: Path) -> str:
    """The name of the folder, as far as it can stand in a setting."""
    name = folder.resolve().name.encode("utf-8", "replace").decode("utf-8")
    return "".join(c for c in name if c.isprintable() and c not in '\\"').strip() or "A new edition"
