"""XSLT 3.0 by Saxon-HE: the only module that imports saxonche.

A sheet is compiled from its files, then its processor is locked: no file, no network, no environment, no document
type declaration. With a module of the editor's the processor is locked before anything is compiled. Sheets hand back
strings or maps; we write the files.
"""

import json
import os
import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import deepcopy
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import url2pathname

from lxml import etree
from saxonche import PySaxonApiError, PySaxonProcessor

from edition.errors import EditionError, InputError, InternalError
from edition.model import KINDS
from edition.xml.namespaces import XSL
from edition.xml.stylesheets import Bundled, bundled

_XSL = f"{{{XSL}}}"
_FEATURE = "http://saxon.sf.net/feature/"
_NO_DOCTYPE = f"{_FEATURE}parserFeature?uri=http%3A//apache.org/xml/features/disallow-doctype-decl"
#: Limits of the parser in Saxon that sound files exceed; ours hold before (xml/parse.py), and nothing may be declared.
_UNLIMITED = (
    "entityExpansionLimit",
    "totalEntitySizeLimit",
    "maxGeneralEntitySizeLimit",
    "elementAttributeLimit",
    "maxElementDepth",
    "maxXMLNameLimit",
)
_CALLS = re.compile(r" (?:In (?:function|template|mode)|During lazy evaluation|invoked by) ")  # how it came there
Value = str | int | bool | bytes


class Sheet:
    """A compiled stylesheet. Parameters are texts, numbers, truth values, or XML documents (as bytes).

    `module` is a stylesheet of the editor's that is imported over it; it may import others from `folder`. InputError
    when it cannot be compiled, opens a file, writes one, or stops with an error. A sheet given as a `text` is a
    stranger's: its processor is locked before it is compiled.
    """

    def __init__(self, path: Path, module: Path | None = None, folder: Path | None = None, text: str = "") -> None:
        self.path = path
        self.module = module
        self.declared = frozenset() if text else parameters_of(path)
        self._processor = PySaxonProcessor(license=False)
        self._set(_NO_DOCTYPE, "true")
        for name in _UNLIMITED:
            self._set(f"{_FEATURE}parserProperty?uri=jdk.xml.{name}", "0")
        self._texts = Bundled()
        try:
            self._sheet = self._compiled(text, folder)
        except PySaxonApiError as error:
            raise self._fault("cannot be compiled", str(error)) from None

    def _compiled(self, text: str, folder: Path | None) -> Any:
        """What is not ours is compiled by a locked processor: a text reads nothing, a module what was bundled."""
        if self.module is not None:
            self._texts = bundled((self.path, self.module), (self.path.parent, folder or self.module.parent))
            self._lock("data")
            return self._compiler().compile_stylesheet(stylesheet_text=self._texts.text)
        if text:
            self._lock("")
            return self._processor.new_xslt30_processor().compile_stylesheet(stylesheet_text=text)
        sheet = self._compiler().compile_stylesheet(stylesheet_file=str(self.path))
        self._lock("")
        return sheet

    def _compiler(self) -> Any:
        """A compiler that knows the kinds of registers (xslt/modules/kinds.xsl)."""
        compiler = self._processor.new_xslt30_processor()
        rows = json.dumps([row.strings for row in KINDS])
        compiler.set_parameter("kinds", self._processor.make_string_value(rows))
        return compiler

    def _set(self, name: str, value: str) -> None:
        self._processor.set_configuration_property(name, value)

    def _lock(self, protocols: str) -> None:
        self._set(f"{_FEATURE}allow-external-functions", "false")
        self._set(f"{_FEATURE}allowedProtocols", protocols)

    def _fault(self, what: str, said: str) -> EditionError:
        """A fault of ours, or of the editor's module, with its line."""
        if self.module is None:
            return InternalError(f"{self.path.name}: {said}")
        said = _CALLS.split(" ".join(self._texts.named(said).split()), maxsplit=1)[0]
        name = re.escape(self.module.name)
        found = re.search(rf"line (\d+)(?: column \d+)? (?:of|in) {name}|{name}#(\d+)", said)
        line = f":{found[1] or found[2]}" if found else ""
        return InputError(f"{self.module}{line}: {what}: {said}")

    def text(self, source: bytes, **parameters: Value) -> str:
        """The principal result of transforming a document, as the sheet's xsl:output says."""
        with self._ready(source, parameters) as node:
            return str(self._sheet.transform_to_string(xdm_node=node))

    def pages(self, source: bytes, **parameters: Value) -> dict[str, str]:
        """The result of a sheet that returns a map of path to text."""
        with self._ready(source, parameters) as node:
            self._sheet.set_result_as_raw_value(True)
            made = self._sheet.transform_to_value(xdm_node=node).head
            return {key.string_value: made.get(key).head.string_value for key in made.keys()}  # noqa: SIM118

    def maps(self, source: bytes, **parameters: Value) -> list[dict[str, Any]]:
        """The result of a sheet that returns maps; nodes come as (line, column), all else as text."""
        with self._ready(source, parameters) as node:
            self._sheet.set_result_as_raw_value(True)
            found = self._sheet.transform_to_value(xdm_node=node)
            return [_plain(found.item_at(i)) for i in range(found.size)] if found is not None else []

    @contextmanager
    def _ready(self, source: bytes, parameters: Mapping[str, Value]) -> Iterator[Any]:
        if unknown := sorted(parameters.keys() - self.declared):
            raise InternalError(f"{self.path.name} declares no parameter {', '.join(unknown)}")
        with _captured_errors() as said:
            try:
                for name, value in parameters.items():
                    self._sheet.set_parameter(name, self._value(value))
                yield self._parsed(source)
            except PySaxonApiError as error:
                raise self._fault("stops with an error", f"{error}{said()}") from None
            finally:
                self._sheet.clear_parameters()

    def _parsed(self, source: bytes) -> Any:
        builder = self._processor.new_document_builder()
        builder.set_line_numbering(True)
        return builder.parse_xml(xml_text=source.decode("utf-8").removeprefix(_DECLARATION))

    def _value(self, value: Value) -> Any:
        match value:
            case bool():
                return self._processor.make_boolean_value(value)
            case int():
                return self._processor.make_integer_value(value)
            case str():
                return self._processor.make_string_value(value)
            case bytes():
                return self._parsed(value)


_DECLARATION = "<?xml version='1.0' encoding='UTF-8'?>\n"


def bundle(name: str, roots: Sequence[etree._Element]) -> bytes:
    """Several documents as one, for a parameter that takes more than one."""
    whole = etree.Element(name)
    whole.extend([deepcopy(root) for root in roots])
    return etree.tostring(whole, encoding="UTF-8")


def parameters_of(path: Path) -> frozenset[str]:
    """The global parameters that a sheet and the modules it includes or imports declare, without static ones."""
    root = etree.parse(path).getroot()
    own = {p.get("name", "") for p in root.iterchildren(f"{_XSL}param") if p.get("static") != "yes"}
    for link in root.iterchildren(f"{_XSL}include", f"{_XSL}import"):
        href = link.get("href", "")
        own |= parameters_of(Path(url2pathname(urlsplit(href).path)) if ":" in href else path.parent / href)
    return frozenset(own)


def _plain(item: Any) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for key in item.keys():  # noqa: SIM118
        value = item.get(key).head
        if value.is_node:
            node = value.get_node_value()
            made[key.string_value] = (node.line_number, node.column_number)
        else:
            made[key.string_value] = value.string_value
    return made


@contextmanager
def _captured_errors() -> Iterator[Any]:
    """Saxon writes places of dynamic errors to descriptor 2 only: keep what it says there for the message."""
    with tempfile.TemporaryFile() as file:
        kept = os.dup(2)
        os.dup2(file.fileno(), 2)

        def said() -> str:
            file.seek(0)
            return "\n" + file.read().decode("utf-8", "replace").strip()

        try:
            yield said
        finally:
            os.dup2(kept, 2)
            os.close(kept)
