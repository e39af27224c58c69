"""From the editor's TEI file with our marks back to the file as she gave it, byte for byte (docs/design.md, I1)."""

from edition.errors import InputError
from edition.project.ownership import read_kept_note
from edition.xml.ours import cut_ours
from edition.xml.transcription import parse_transcription


def cut_file(data: bytes, path: str) -> bytes:
    """The bytes of the editor's file: those of `data` without what is ours. InputError for a file of another kind."""
    kept = read_kept_note(data)
    if kept is None:
        raise InputError(f"{path}: this is no TEI file with marks of the program")
    note, content = kept
    marked = parse_transcription(data, path, is_lenient=True)
    whole = cut_ours(marked, note.prefix)
    return marked.encoding.from_utf8(whole[: len(whole) - (len(marked.data) - len(content))])
