"""The editor's own files of prose: where they are, and the pictures they name."""

import posixpath
import re
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import unquote

from edition.errors import InputError, SeedError
from edition.project.image_facts import SUFFIXES, image_facts
from edition.project.sources import read_bytes
from edition.project.utf8 import decode_utf8

MARKDOWN = (".md", ".markdown")


def read_prose_files(root: Path, key: str, path: str) -> Mapping[str, str]:
    """The Markdown file, or the files of a folder in the order of their names and numbers, by their paths.

    InputError where there is none; `key` is that of edition.toml.
    """
    if not (root / path).is_dir():
        if not path.endswith(MARKDOWN):
            raise InputError(f"edition.toml: {key} = {path!r} is no Markdown file; its name ends in .md")
        return {path: decode_utf8(_read(root, key, path), path)}
    folder = path.rstrip("/")
    names = [one.name for one in (root / folder).iterdir() if one.name.endswith(MARKDOWN) and one.name[0] not in "._"]
    if not names:
        raise InputError(f"edition.toml: {key} = {path!r} is a folder without Markdown files (.md)")
    paths = [f"{folder}/{name}" for name in sorted(names, key=_by_number)]
    return {one: decode_utf8(_read(root, key, one), one) for one in paths}


def _read(root: Path, key: str, path: str) -> bytes:
    try:
        return read_bytes(root, path)
    except SeedError as error:
        raise InputError(f"edition.toml: {key}: {error}") from None


def _by_number(name: str) -> tuple[tuple[int, int | str], ...]:
    """File names in the order of their numbers: 2 before 10."""
    parts = re.split(r"(\d+)", name.casefold())
    return tuple((0, int(part)) if part.isdecimal() and part.isascii() else (1, part) for part in parts)


def path_of_image(file: str, address: str) -> str:
    """The path, in the edition's folder, of a picture that a file names; "" for one that is elsewhere."""
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:|//|/|\\", address):
        return ""
    path = posixpath.normpath(posixpath.join(posixpath.dirname(file), unquote(address)))
    return "" if path.startswith("..") else path


def read_image(root: Path, path: str) -> bytes | str:
    """The bytes of a picture that pages can show, or why it cannot be shown."""
    try:
        data = read_bytes(root, path)
    except SeedError as error:
        return str(error)
    found = image_facts(data).format
    if found in SUFFIXES:
        return data
    return f"{path}: is {found or 'no picture'}, which pages cannot show; there is {', '.join(SUFFIXES)}"
