"""What a file is, as far as its bytes say it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Detected:
    """The format of a file. `reader`: the reader for it by its name; "" for a format that no reader takes.

    `name`: the format in plain words («Markdown», «a Word document»). `evidence`: what speaks for it, such as
    «3 × heading with #». `is_sure`: False where the editor must say it. `advice`: what to do with a file that is not
    read, as the end of a sentence. `is_container`: the bytes are no text in any encoding, so that no reader of text
    can take them. `columns`: the headings of a table.
    """

    reader: str
    name: str
    evidence: tuple[str, ...] = ()
    is_sure: bool = True
    advice: str = ""
    is_container: bool = False
    columns: tuple[str, ...] = ()


PLAIN_TEXT = Detected("text", "plain text")
