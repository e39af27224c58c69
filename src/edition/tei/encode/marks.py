"""Mentions as TEI elements (the values of `MentionKind`): their attributes."""

from collections.abc import Mapping

from edition.model import DateValue, EntryKind, Mention, MentionKind
from edition.model.register import is_transcribed, kind_of

#: What `@resp` points to: the program, declared in the header of every file it writes, or the editor's decisions.
PROGRAM = "variorum"
#: The attributes of the gap where the quotation or list that a paragraph announces was lost.
LOST = {"reason": "lost", "resp": f"#{PROGRAM}", "cert": "medium"}
EDITOR = "editor"
TRANSCRIPTION = "transcription"
_REGISTERS = "registers/"


def mark_attributes(mention: Mention, registers: str, name: str) -> Mapping[str, str]:
    """The attributes of a mark: reference or value, id, who is responsible, how certain."""
    attributes: dict[str, str] = {}
    attributes |= {"xml_id": name, "ref": register_address(mention.ref, registers) if mention.ref else ""}
    if mention.kind is MentionKind.LAW:
        attributes["type"] = "law"
    if mention.level:
        attributes["level"] = mention.level
    if mention.value:
        attributes |= date_attributes(mention.value)
    if mention.calendars:
        attributes["calendar"] = " ".join(f"#{name}" for name in mention.calendars)
    if mention.hers and not (mention.by_editor or mention.linked):
        return attributes | _as_transcribed(mention)
    return attributes | {"resp": f"#{EDITOR if mention.by_editor else PROGRAM}", "cert": mention.cert}


def _as_transcribed(mention: Mention) -> dict[str, str]:
    """What a mark says that stands so in the transcription; its own pointer where no register has the entry."""
    made, mark = {"resp": f"#{TRANSCRIPTION}"}, mention.mark
    if mark is None:
        return made
    if not mention.ref and mention.kind is not MentionKind.DATE:
        made["key"] = " ".join(mark.pointers) or mark.key
    return made | ({"cert": mention.cert} if mark.cert == mention.cert else {})


def register_address(ref: str, registers: str) -> str:
    """The relative address of a register entry, such as `../registers/persons.xml#pers-stalin`.

    `registers`: that of the folder of registers; entries of transcriptions stand in `witness-registers` beside it.
    """
    kind = kind_of(ref)
    if kind is None:
        raise ValueError(f"{ref}: an entry's id begins with one of {', '.join(k.prefix for k in EntryKind)}")
    if is_transcribed(ref):
        registers = registers.removesuffix(_REGISTERS) + f"witness-{_REGISTERS}"
    return f"{registers}{kind.value}.xml#{ref}"


def date_attributes(value: DateValue) -> Mapping[str, str]:
    """TEI's att.datable.w3c."""
    return value.w3c
