"""The edition, its witnesses and the works of its register as items of CSL-JSON (citationstyles.org, schema 1.0.2)."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from edition.export.entries import facts, of_kind
from edition.export.source import ExportSource
from edition.model import DateValue, Entry, EntryKind, Register, Statement, Witness
from edition.model.bibliography import Scholar, Work
from edition.model.mention import date_parts
from edition.project.messages import export_message

Item = Mapping[str, Any]
#: What a work of a type is in CSL; else the level of its title decides.
_TYPES = {"report": "report", "article": "article", "film": "motion_picture", "speech": "speech",
          "newspaper": "periodical", "journal": "periodical", "letter": "personal_communication",
          "essay": "article"}  # fmt: skip
_LEVELS = {"m": "book", "a": "article", "j": "periodical"}


def items(source: ExportSource) -> list[Item]:
    """The edition first, then the witnesses in their order, the works in that of the register, and those that the
    editors cite."""
    works = of_kind(source, EntryKind.WORK)
    return [
        edition_item(source),
        *(_witness(source, w) for w in source.witnesses),
        *(_filled(_work(entry, source.register)) for entry in works),
        *(_filled(_cited(source.works.id_of(key), work)) for key, work in source.works.works.items()),
    ]


def editors(source: ExportSource) -> Sequence[str]:
    """Who edited; where nobody is named, «The editors of» the edition, in its language."""
    return source.about.editors or (export_message(source.about.language, "editors", source.title),)


def edition_item(source: ExportSource) -> Item:
    """The edition itself."""
    about = source.about
    names = [_person(name) for name in about.editors] or [{"literal": name} for name in editors(source)]
    return _filled({"id": "edition", "type": "book", "title": about.full_title, "editor": names,
                    "publisher": about.publisher, "issued": _date(about.date), "version": about.version,
                    "URL": about.url, "DOI": about.doi_number, "language": about.language,
                    "genre": "digital scholarly edition"})  # fmt: skip


def _witness(source: ExportSource, witness: Witness) -> Item:
    known = dict(witness.description)
    note = export_message(source.about.language, "witness", witness.siglum, source.title)
    return _filled({"id": f"witness-{source.slugs[witness.siglum]}", "type": "document",
                    "title": witness.name or witness.siglum, "language": witness.language,
                    "author": [_person(known["author"])] if "author" in known else [], "URL": known.get("source", ""),
                    "issued": _date(known.get("date", "")), "accessed": _date(known.get("accessed", "")),
                    "note": note})  # fmt: skip


def _work(entry: Entry, register: Register) -> Item:
    first = {s.kind: s.words for s in reversed(entry.statements)}
    value = facts(entry).date
    return {"id": entry.id, "type": _TYPES.get(entry.type) or _LEVELS.get(entry.level, "document"), "title": entry.name,
            "author": [_named(s, register) for s in entry.statements_of("author")],
            "editor": [_named(s, register) for s in entry.statements_of("editor")],
            "publisher": first.get("publisher", ""), "publisher-place": first.get("pubPlace", ""),
            "ISBN": first.get("ISBN", ""), "issued": _issued(value),
            "genre": entry.type}  # fmt: skip


def _cited(name: str, work: Work) -> Item:
    """A work of the editors' bibliography."""
    kind = "article-journal" if work.journal else "chapter" if work.container else "book"
    people = {
        role: [_scholar(one) for one in some] for role, some in (("author", work.authors), ("editor", work.editors))
    }
    return {"id": name, "type": kind, "title": work.title, **people,
            "container-title": work.journal or work.container, "collection-title": work.series, "volume": work.volume,
            "issue": work.number, "page": work.pages, "edition": work.edition, "publisher": work.publisher,
            "publisher-place": work.place, "issued": _date(work.year), "ISBN": work.isbn, "DOI": work.doi,
            "URL": work.url, "note": work.note}  # fmt: skip


def _scholar(one: Scholar) -> Mapping[str, str]:
    return {"family": one.family, "given": one.given} if one.given else {"literal": one.family}


def _filled(item: Item) -> Item:
    return {key: value for key, value in item.items() if value}


def _named(statement: Statement, register: Register) -> Mapping[str, str]:
    """A name in its parts, where the register of persons tells the surname."""
    entry = register.get(statement.ref)
    return _person(statement.words, entry.forms[0].surname if entry else "")


def _person(name: str, surname: str = "") -> Mapping[str, str]:
    """Family and given name: of «Davies, Sarah», or where the surname is known and ends the name; else as it stands."""
    family, comma, given = name.partition(",")
    if comma:
        return {"family": family.strip(), "given": given.strip()}
    if surname and name.endswith(f" {surname}"):
        return {"family": surname, "given": name.removesuffix(surname).strip()}
    return {"literal": name}


def _issued(value: DateValue | None) -> Mapping[str, Any]:
    if value is None:
        return {}
    if value.is_open:
        return {"literal": value.iso}
    return {"date-parts": [list(date_parts(part)) for part in value.iso.split("/") if part]}


def _date(said: str) -> Mapping[str, Any]:
    """An ISO date as CSL takes it; other words as they stand."""
    if re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", said):
        return {"date-parts": [list(date_parts(said))]}
    return {"literal": said} if said else {}


def dates(item: Item, name: str = "issued") -> Iterator[str]:
    """The dates of an item as ISO words, the first and where it spans time the last."""
    for parts in item.get(name, {}).get("date-parts", ()):
        figures = "-".join(f"{abs(part):0{4 if n == 0 else 2}d}" for n, part in enumerate(parts))
        yield f"-{figures}" if parts[0] < 0 else figures
