"""The catalog of a user: where the schemas are that she named once for all (`edition validate --remember`).

It is an OASIS XML catalog, which other programs can use as well.
"""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from lxml import etree

from edition.errors import InputError
from edition.project.file_writer import write_file

_NAMESPACE = "urn:oasis:names:tc:entity:xmlns:xml:catalog"


def user_catalog(environment: Mapping[str, str] = os.environ, platform: str = sys.platform) -> Path:
    """The path of the user's catalog, in the folder that the system has for settings.

    >>> user_catalog({"XDG_CONFIG_HOME": "/home/ada/.settings"}, "linux").as_posix()
    '/home/ada/.settings/variorum/catalog.xml'
    """
    home = Path.home()
    match platform:
        case "win32":
            folder = Path(environment.get("APPDATA") or home / "AppData" / "Roaming")
        case "darwin":
            folder = home / "Library" / "Application Support"
        case _:
            folder = Path(environment.get("XDG_CONFIG_HOME") or home / ".config")
    return folder / "variorum" / "catalog.xml"


def remember(address: str, file: Path, place: Path) -> None:
    """Write into the user's catalog where the copy of an address is; a folder stands for all addresses below one."""
    root = _read(place)
    is_folder = file.is_dir()
    if is_folder and not address.endswith("/"):
        raise InputError(f"{file}: is a folder, so {address} must end in / and stands for all addresses below it")
    tag, name, target = ("rewriteURI", "uriStartString", "rewritePrefix") if is_folder else ("uri", "name", "uri")
    for old in root.findall(f"{{{_NAMESPACE}}}{tag}"):
        if old.get(name) == address:
            root.remove(old)
    url = file.resolve().as_uri() + "/" * is_folder
    etree.SubElement(root, f"{{{_NAMESPACE}}}{tag}", {name: address, target: url})
    etree.indent(root)
    place.parent.mkdir(parents=True, exist_ok=True)
    write_file(place, etree.tostring(root, encoding="UTF-8", xml_declaration=True) + b"\n")


def _read(place: Path) -> etree._Element:
    if not place.exists():
        return etree.fromstring(f'<catalog xmlns="{_NAMESPACE}"/>')
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_blank_text=True)
    try:
        return etree.fromstring(place.read_bytes(), parser)
    except etree.XMLSyntaxError as error:
        line, column = error.position
        raise InputError(f"{place}:{line}:{column}: is not well-formed XML; mend or remove this catalog") from None
