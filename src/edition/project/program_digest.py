"""The digest of the program itself: what one version of its files makes, another may make otherwise."""

import hashlib
import sys
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from edition.project.assets import asset

#: The libraries whose versions change what is made.
LIBRARIES = ("lxml", "markdown-it-py", "mwparserfromhell", "numpy", "rapidfuzz", "regex", "saxonche", "typst")
_CODE = (
    ".py",
    ".toml",
    ".xsl",
    ".xml",
    ".typ",
    ".css",
    ".js",
    ".json",
    ".tsv",
    ".txt",
    ".odd",
    ".rng",
    ".sch",
    ".ttf",
    ".otf",
    ".woff2",
)


@cache
def program_digest() -> str:
    """SHA-256 over all files of the program, its Python, and the versions of the libraries it works with."""
    total = hashlib.sha256(sys.version.encode())
    for name in LIBRARIES:
        total.update(f"{name} {_version(name)}\n".encode())
    for folder in (Path(__file__).parents[1], asset("xslt"), asset("schema")):
        for place in sorted(p for p in folder.rglob("*") if p.suffix in _CODE):
            data = place.read_bytes()
            total.update(f"{place.relative_to(folder).as_posix()} {len(data)}\n".encode())
            total.update(data)
    return total.hexdigest()


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
