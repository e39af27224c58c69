"""What exports say in words of their own: the messages of the edition's language (xslt/messages), else English."""

from collections.abc import Mapping
from functools import cache

from edition.assets import asset
from edition.config import LANGUAGES
from edition.parsing import parse_document


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
