"""A manifest of the International Image Interoperability Framework (IIIF Presentation 2 and 3) from a local copy.

Nothing is fetched: the manifest gives the labels of its canvases, and addresses that become links.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from edition.errors import ConfigError
from edition.project.sources import read_bytes
from edition.project.utf8 import decode_utf8


@dataclass(frozen=True, slots=True)
class Canvas:
    """A page of a manifest: its label, its address, and the address of its image ("" where it names none)."""

    id: str
    label: str
    image: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """The canvases of a manifest in their order, and where they are found."""

    canvases: tuple[Canvas, ...] = ()
    by_key: Mapping[str, Canvas] = field(default_factory=dict)

    def find(self, *names: str) -> Canvas | None:
        """The canvas with the first of some names: an address, the last part of one, or a label."""
        keys = (key for name in names if name for key in _keys(name))
        return next((self.by_key[key] for key in keys if key in self.by_key), None)


def read_manifest(root: Path, path: str) -> Manifest:
    """The manifest in a file of the edition. SeedError or ConfigError when it cannot be read as one."""
    text = decode_utf8(read_bytes(root, path), path)
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ConfigError(f"{path}: not valid JSON: {error}") from None
    canvases = tuple(_canvases(data)) if isinstance(data, dict) else ()
    if not canvases:
        raise ConfigError(f"{path}: is no manifest of IIIF Presentation 2 or 3: it has no canvases")
    return Manifest(canvases, _unambiguous(canvases))


def _unambiguous(canvases: Sequence[Canvas]) -> Mapping[str, Canvas]:
    """Each name that one canvas alone has; an address or label goes before a part of an address."""
    made: dict[str, Canvas] = {}
    for level in range(3):
        found: dict[str, list[Canvas]] = {}
        for canvas in canvases:
            for key in _names(canvas)[level]:
                found.setdefault(key, []).append(canvas)
        for key, some in found.items():
            if key and len(set(some)) == 1:
                made.setdefault(key, some[0])
    return made


def _names(canvas: Canvas) -> tuple[set[str], set[str], set[str]]:
    addresses = {canvas.id, canvas.image} - {""}
    parts = {part for address in addresses for part in address.rstrip("/").split("/")[-5:]}
    return addresses, _label_keys(canvas.label), parts


def _keys(name: str) -> Iterator[str]:
    """A name as it may stand in a manifest: whole, without a prefix, its last part, without its suffix."""
    yield name
    yield from _label_keys(name)
    rest = name.partition(":")[2] if ":" in name and "://" not in name else name
    last = rest.rstrip("/").rpartition("/")[2]
    yield from (rest, last, last.rpartition(".")[0])


def _label_keys(label: str) -> set[str]:
    """A label without what libraries write before a folio: «fol. 2r», «f. 2r», «p. 3», «[2r]»."""
    words = label.strip().strip("[]").casefold()
    for prefix in ("folio", "fol.", "fol", "f.", "page", "pag.", "p.", "bl.", "seite", "s."):
        if words.startswith(prefix) and words[len(prefix) :].strip()[:1].isdigit():
            return {label, words, words[len(prefix) :].strip()}
    return {label, words} - {""}


def _canvases(manifest: Mapping[str, Any]) -> Iterator[Canvas]:
    """The canvases of version 3 (items), and of version 2 (the canvases of the first sequence)."""
    for item in _dictionaries(manifest.get("items")):
        yield Canvas(_text(item.get("id")), _label(item.get("label")), _image_of_version_3(item))
    for sequence in _dictionaries(manifest.get("sequences"))[:1]:
        for canvas in _dictionaries(sequence.get("canvases")):
            yield Canvas(_text(canvas.get("@id")), _label(canvas.get("label")), _image_of_version_2(canvas))


def _image_of_version_3(canvas: Mapping[str, Any]) -> str:
    for page in _dictionaries(canvas.get("items")):
        for annotation in _dictionaries(page.get("items")):
            for body in _dictionaries(annotation.get("body")):
                for choice in (*_dictionaries(body.get("items")), body):
                    if address := _text(choice.get("id") or choice.get("@id")):
                        return address
    return ""


def _image_of_version_2(canvas: Mapping[str, Any]) -> str:
    for image in _dictionaries(canvas.get("images")):
        for resource in _dictionaries(image.get("resource")):
            if address := _text(resource.get("@id")):
                return address
    return ""


def _dictionaries(value: Any) -> Sequence[Mapping[str, Any]]:
    """The objects of a list, or the one object."""
    return [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, dict)]


def _text(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""


def _label(value: Any) -> str:
    """A label: a string, one in several languages (version 3), or one with its language (version 2)."""
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, list):
        return next((made for one in value if (made := _label(one))), "")
    if isinstance(value, dict):
        return _label(value["@value"]) if "@value" in value else _label(list(value.values()))
    return ""
