"""Detect JSON, and which kind of it."""

import json
from typing import Any

from edition.late_patterns import late_pattern
from edition.readers.detected import Detected

_OBJECT = late_pattern(r"\{\s*(?:\"(?:[^\"\\\n]|\\.)*\"\s*:|\})|\[\s*(?:[\[{\"\]]|-?\d|true|false|null)")
_KEY = late_pattern(r"[\[{\s]*\{\s*\"(?:[^\"\\\n]|\\.)*\"\s*:")
_ADVICE = "`edition collate` takes the JSON of CollateX; give the text alone"


def detect_json(path: str, text: str) -> Detected | None:
    """JSON, one value or one on each line. `text`: without byte-order mark and white space at its head."""
    if text[:1] not in ("{", "[") or not _OBJECT.match(text):
        return None
    value, fault = _parse(text)
    if fault:
        lines = [line for line in text[:100_000].split("\n") if line.strip()]
        if len(lines) > 1 and all(_is_value(_parse(line)[0]) for line in lines[:2]):
            return Detected("", "JSON, a value on each line", advice=_ADVICE)
        if path.casefold().endswith(".json") or _KEY.match(text):
            return Detected("", f"like JSON, but broken ({fault})", advice="mend it, or give the text alone")
        return None
    return _describe(value) if _is_value(value) or path.casefold().endswith(".json") else None


def _parse(text: str) -> tuple[Any, str]:
    """The value, and what is wrong with the text."""
    try:
        return json.loads(text), ""
    except json.JSONDecodeError as error:
        return None, f"line {error.lineno}, column {error.colno}: {error.msg[:1].lower()}{error.msg[1:]}"
    except (ValueError, RecursionError):
        return None, "it cannot be read"


def _is_value(value: Any) -> bool:
    """Whether a value holds more than a word or number in brackets, which an author may write as well."""
    return bool(value) and (isinstance(value, dict) or all(isinstance(item, dict | list | str) for item in value))


def _describe(value: Any) -> Detected:
    if isinstance(value, dict) and isinstance(value.get("witnesses"), list):
        if isinstance(value.get("table"), list):
            advice = "it is the result of a collation: give the texts that were collated"
            return Detected("", "an alignment table in JSON", advice=advice)
        return Detected("collatex", "JSON of CollateX", ('"witnesses"',), advice=_ADVICE)
    if isinstance(value, dict) and "iiif.io" in str(value.get("@context", "")):
        return Detected("", "a IIIF manifest (JSON)", advice="give a transcription of its images")
    if isinstance(value, dict) and "nbformat" in value:
        return Detected("", "a Jupyter notebook (JSON)", advice="give the text alone")
    return Detected("", "JSON", advice=_ADVICE)
