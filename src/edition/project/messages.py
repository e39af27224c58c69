"""The messages of pages and exports in a language (`xslt/messages`), and the messages of the editor."""

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from lxml import etree

from edition.errors import InputError
from edition.project.assets import asset
from edition.project.config_checks import check_address
from edition.project.label_languages import LANGUAGES
from edition.xml.parse import parse_document

#: Prefixes of keys that an edition may add: relations, events, editorial principles, groups of downloads.
_OPEN_KEYS = ("relation.", "event.", "principle.", "downloads.group.")
_LINK = re.compile(r"\[[^\]]+\]\(([^)]+)\)")  # as xslt/modules/say.xsl reads it


def export_message(language: str, key: str, *values: str) -> str:
    """The message `export.KEY` with the values in the places {1}, {2} …; KeyError when there is none."""
    return label(language, f"export.{key}", *values)


def label(language: str, key: str, *values: str) -> str:
    """The message of a key with the values in the places {1}, {2} …; KeyError when there is none."""
    text = _messages(language if language in LANGUAGES else LANGUAGES[0])[key]
    for number, value in enumerate(values, 1):
        text = text.replace(f"{{{number}}}", value)
    return text


@cache
def _messages(language: str) -> Mapping[str, str]:
    name = f"{language}.xml"
    root = parse_document(asset("xslt", "messages", name).read_bytes(), name).root
    return {m.get("key", ""): " ".join((m.text or "").split()) for m in root.iter("m")}


def load_messages(language: str, own: Path | None = None) -> bytes:
    """The message file of a language, with the messages of the editor's file `own` instead of the bundled ones.

    InputError with the position when the editor's file has an unknown key, or a message without a required place ({1}).
    """
    bundled = parse_document(asset("xslt", "messages", f"{language}.xml").read_bytes(), f"{language}.xml").root
    if own is None:
        return etree.tostring(bundled, encoding="UTF-8")
    editors = parse_document(own.read_bytes(), str(own))
    known = {str(m.get("key")): m for m in bundled.iter("m")}
    for message in editors.root.iter("m"):
        key = message.get("key", "")
        if key not in known and key.startswith(_OPEN_KEYS):
            known[key] = etree.SubElement(bundled, "m", key=key)
        elif key not in known:
            near = f"; did you mean {m[0]}?" if (m := get_close_matches(key, sorted(known), 1)) else ""
            raise InputError(f"{editors.position(message)}: there is no message {key!r}{near}")
        for place in ("{1}", "{2}", "{3}"):
            if known[key].text and (place in _text_of(known[key])) != (place in _text_of(message)):
                raise InputError(
                    f"{editors.position(message)}: {place} stands for what is put in: {_text_of(known[key])!r}"
                )
        for problem in _check_links(_text_of(message)):
            raise InputError(f"{editors.position(message)}: {problem}")
        known[key].text = _text_of(message)
    bundled.set("lang", editors.root.get("lang") or language)
    return etree.tostring(bundled, encoding="UTF-8")


def _check_links(words: str) -> Iterator[str]:
    for address in _LINK.findall(words):
        if problem := check_address(address):
            yield f"the link to {address!r} {problem}"


def _text_of(message: etree._Element) -> str:
    return " ".join((message.text or "").split())
