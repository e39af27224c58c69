"""The feed of an edition's releases, for readers of news and for libraries (Atom, RFC 4287)."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from lxml import etree

from edition.project.releases import ReleaseOptions

_ATOM = "http://www.w3.org/2005/Atom"


class Released(Protocol):
    """What is said of an edition, and its releases."""

    @property
    def settings(self) -> Mapping[str, str]: ...

    @property
    def releases(self) -> Sequence[ReleaseOptions]: ...


def release_feed(frame: Released) -> bytes | None:
    """The feed; None for an edition without an address, or without a release: an entry needs both."""
    url = frame.settings.get("url", "").rstrip("/")
    if not url or not frame.releases:
        return None
    root = etree.Element("feed", xmlns=_ATOM)
    _add(root, "id", f"{url}/releases.xml")
    _add(root, "title", frame.settings["title"])
    _add(root, "updated", _moment(frame.releases[0]))
    author = _add(root, "author", "")
    _add(author, "name", frame.settings.get("publisher") or frame.settings["title"])
    _add(root, "link", "", rel="self", href=f"{url}/releases.xml")
    _add(root, "link", "", rel="alternate", href=f"{url}/index.html")
    for one in frame.releases:
        entry = _add(root, "entry", "")
        _add(entry, "id", f"{url}/about.html#release-{one.version}")
        _add(entry, "title", f"{frame.settings['title']} {one.version}")
        _add(entry, "updated", _moment(one))
        _add(entry, "link", "", rel="alternate", href=f"https://doi.org/{one.doi}" if one.doi else f"{url}/index.html")
        _add(entry, "content", one.changes or one.version, type="text")
    etree.indent(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8") + b"\n"


def _moment(release: ReleaseOptions) -> str:
    return f"{release.date}T00:00:00Z"


def _add(parent: etree._Element, name: str, words: str, **attributes: str) -> etree._Element:
    made = etree.SubElement(parent, name, attributes)
    made.text = words or None
    return made
