"""The messages of the program in a language (`xslt/messages`), for pages and exports, and the editor's own."""

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from lxml import etree

from edition.errors import InputError
from edition.project.assets import asset
from edition.project.config import LANGUAGES
from edition.project.config_checks import wrong_address
from edition.xml.parse import parse_document

#: Kinds that an edition may have of its own: relations, events, statements on editing, groups of downloads.
_OPEN = ("relation.", "event.", "principle.", "downloads.group.")
_LINK = re.compile(r"\[[^\]]+\]\(([^)]+)\)")  # as xslt/modules/say.xsl reads it


def say(language: str, key: str, *values: str) -> str:
    """The message `export.KEY` with the values in the places {1}, {2} … KeyError when there is none."""
    return label(language, f"export.{key}", *values)


def label(language: str, key: str, *values: str) -> str:
    """Any message of the pages, likewise."""
    text = _messages(language if language in LANGUAGES else LANGUAGES[0])[key]
    for number, value in enumerate(values, 1):
        text = text.replace(f"{{{number}}}", value)
    return text


@cache
def _messages(language: str) -> Mapping[str, str]:
    name = f"{language}.xml"
    root = parse_document(asset("xslt", "messages", name).read_bytes(), name).root
    return {m.get("key", ""): " ".join((m.text or "").split()) for m in root.iter("m")}


def labels(language: str, own: Path | None = None) -> bytes:
    """The message file of a language with the editor's own messages put in.

    InputError with the place when the editor's file has a key that no page asks for, or words that lack a place for
    what is put in ({1}).
    """
    ours = parse_document(asset("xslt", "messages", f"{language}.xml").read_bytes(), f"{language}.xml").root
    if own is None:
        return etree.tostring(ours, encoding="UTF-8")
    theirs = parse_document(own.read_bytes(), str(own))
    known = {str(m.get("key")): m for m in ours.iter("m")}
    for message in theirs.root.iter("m"):
        key = message.get("key", "")
        if key not in known and key.startswith(_OPEN):
            known[key] = etree.SubElement(ours, "m", key=key)
        elif key not in known:
            near = f"; did you mean {m[0]}?" if (m := get_close_matches(key, sorted(known), 1)) else ""
            raise InputError(f"{theirs.position(message)}: there is no message {key!r}{near}")
        for place in ("{1}", "{2}", "{3}"):
            if known[key].text and (place in _words(known[key])) != (place in _words(message)):
                raise InputError(
                    f"{theirs.position(message)}: {place} stands for what is put in: {_words(known[key])!r}"
                )
        for said in _wrong_links(_words(message)):
            raise InputError(f"{theirs.position(message)}: {said}")
        known[key].text = _words(message)
    ours.set("lang", theirs.root.get("lang") or language)
    return etree.tostring(ours, encoding="UTF-8")


def _wrong_links(words: str) -> Iterator[str]:
    for address in _LINK.findall(words):
        if said := wrong_address(address):
            yield f"the link to {address!r} {said}"


def _words(message: etree._Element) -> str:
    return " ".join((message.text or "").split())
