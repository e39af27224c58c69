"""The labels of pages, books and exports in a language (`xslt/messages`), with those of the editor laid over them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lxml import etree

from edition.model import Finding, Position, Severity
from edition.project.label_languages import ENGLISH, label_language
from edition.project.message_file import (
    MessageFile,
    read_message_file,
    shipped_file,
    split_form,
)
from edition.project.plural_rules import REST, PluralRules

#: Sentences that the program writes into the header, which is in English: pages find the message by the English words.
_OF_HEADER = ("header.", "about.rights.unknown", "about.fragment")
_SHOWN = 5  # missing messages that a finding names


@dataclass(frozen=True, slots=True)
class Labels:
    """All messages in one language, as the document that the stylesheets read, and what was found on the way."""

    language: str
    name: str  # of the language, in itself
    document: bytes
    findings: tuple[Finding, ...] = ()


def export_message(language: str, key: str, *values: str) -> str:
    """The message `export.KEY` with the values in the places {1}, {2} …; KeyError when there is none."""
    return label(language, f"export.{key}", *values)


def label(language: str, key: str, *values: str) -> str:
    """The message of a key with the values in the places {1}, {2} …; KeyError when there is none."""
    return _put_in(_texts(label_language(language) or ENGLISH)[key], *values)


def label_or(language: str, key: str, otherwise: str, *values: str) -> str:
    """The message of a key that only some languages have, else that of another key."""
    return label(language, key if has_label(language, key) else otherwise, *values)


def has_label(language: str, key: str) -> bool:
    """Whether the labels of a language have a message."""
    return key in _texts(label_language(language) or ENGLISH)


def counted_label(language: str, key: str, number: int, *values: str) -> str:
    """The form of a message that stands beside a number; the values are put in as they are."""
    form = shipped_file(label_language(language) or ENGLISH).rules.form_of(number)
    return label(language, f"{key}.{form}", *values)


def _put_in(text: str, *values: str) -> str:
    for number, value in enumerate(values, 1):
        text = text.replace(f"{{{number}}}", value)
    return text


@cache
def _texts(language: str) -> Mapping[str, str]:
    return _merge(shipped_file(language), None)[0]


def load_messages(language: str, own: Path | None = None) -> bytes:
    """The messages of a language, those of the editor's file `own` in the place of the program's.

    InputError with the position when the editor's file is wrong (`read_message_file`).
    """
    return make_labels(language, read_message_file(own.read_bytes(), str(own)) if own else None).document


def make_labels(language: str, own: MessageFile | None = None) -> Labels:
    """The labels in a language: the editor's, then the program's, and in English what neither has.

    One finding (E525) tells what stands in English.
    """
    base = shipped_file(label_language(language) or ENGLISH)
    texts, lacking = _merge(base, own)
    tag = own.language if own and own.language else language if label_language(language) else base.language
    name = own.name if own and own.language == tag and own.name != tag else base.name if _is_same(base, tag) else tag
    root = etree.Element("messages", {"lang": tag, "name": name})
    for form, rule in _rules(base, own).written.items():
        etree.SubElement(root, "plural", {"form": form, "when": rule})
    for key, text in texts.items():
        of_header = {"en": shipped_file(ENGLISH).texts[key]} if key.startswith(_OF_HEADER) else {}
        etree.SubElement(root, "m", {"key": key} | of_header).text = text
    return Labels(tag, name, etree.tostring(root, encoding="UTF-8"), tuple(_tell_lacking(lacking, own or base, tag)))


def _merge(base: MessageFile, own: MessageFile | None) -> tuple[dict[str, str], list[str]]:
    """The messages by key, and the keys of those that stand in English though the language is another."""
    rules = _rules(base, own)
    of_language = dict(base.texts) if own is None or _is_same(base, own.language) else {}
    of_language |= own.texts if own else {}
    texts: dict[str, str] = {}
    lacking: dict[str, None] = {}
    for key in dict.fromkeys((*shipped_file(ENGLISH).texts, *of_language)):
        stem, form = split_form(key)
        for name in (f"{stem}.{f}" for f in rules.forms) if form else (key,):
            found = of_language.get(name, of_language.get(f"{stem}.{REST}") if form else None)
            if found is None:
                lacking[stem] = None
            texts[name] = _in_english(name, rules) if found is None else found
    return texts, list(lacking)


def _rules(base: MessageFile, own: MessageFile | None) -> PluralRules:
    return own.plurals if own and own.plurals else base.rules


def _in_english(key: str, rules: PluralRules) -> str:
    """The English message of a key; of a form for several numbers the one that has its number («{1} places»)."""
    english = shipped_file(ENGLISH).texts
    stem, form = split_form(key)
    is_one = form == "one" and rules.is_single(form)
    return english[f"{stem}.{REST}" if form and not is_one else key]


def _is_same(base: MessageFile, tag: str) -> bool:
    """Whether a file has the language of a tag, of whatever country: `en` and `en-US`. No tag: that of the file."""
    return not tag or base.language.split("-")[0] == tag.split("-")[0]


def _tell_lacking(keys: list[str], file: MessageFile, language: str) -> Iterator[Finding]:
    if keys and not _is_same(shipped_file(ENGLISH), language):
        named = ", ".join(keys[:_SHOWN]) + (" …" if len(keys) > _SHOWN else "")
        said = f"{len(keys)} of {_number_of_messages()} messages have no words in {language!r} and stand in English"
        yield Finding("E525", Severity.WARNING, f"{said}: {named}", Position(file.path))


@cache
def _number_of_messages() -> int:
    return len({split_form(key)[0] for key in shipped_file(ENGLISH).texts})
