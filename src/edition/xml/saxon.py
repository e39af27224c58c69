"""XSLT 3.0 with Saxon-HE: the only module that imports saxonche.

A stylesheet is compiled from its files, then its processor is locked: it can open no file, network address, environment
variable or document type declaration. With an XSLT module of the editor the processor is locked before compilation.
Stylesheets return strings or maps; Python writes the files.
"""

import json
import os
import re
import tempfile
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import deepcopy
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import urlsplit
from urllib.request import url2pathname

from lxml import etree
from saxonche import PySaxonApiError, PySaxonProcessor

from edition.errors import EditionError, InputError, InternalError
from edition.late_patterns import late_pattern
from edition.model import KINDS
from edition.xml.namespaces import XSL
from edition.xml.stylesheets import StylesheetBundle, bundle_stylesheets

_XSL = f"{{{XSL}}}"
_FEATURE = "http://saxon.sf.net/feature/"
_NO_DOCTYPE = f"{_FEATURE}parserFeature?uri=http%3A//apache.org/xml/features/disallow-doctype-decl"
#: Limits of the parser in Saxon that valid files exceed; xml/parse.py has checked the file before.
_DISABLED_LIMITS = (
    "entityExpansionLimit",
    "totalEntitySizeLimit",
    "maxGeneralEntitySizeLimit",
    "elementAttributeLimit",
    "maxElementDepth",
    "maxXMLNameLimit",
)
_CALL_STACK = late_pattern(r" (?:In (?:function|template|mode)|During lazy evaluation|invoked by) ")
Value = str | int | bool | bytes


class Sheet:
    """A compiled stylesheet. Parameters are strings, integers, booleans, or XML documents (as bytes).

    `module`: a stylesheet of the editor with higher import precedence; it may import others from `folder`. InputError
    when the module cannot be compiled, opens or writes a file, or stops with an error. `text`: an untrusted stylesheet;
    its processor is locked before compilation; `parameters` are those that it has. `warnings`: those of the last run.
    `is_started`: whether Saxon has started in this process, which then must not be forked.
    """

    is_started: ClassVar[bool] = False

    def __init__(
        self,
        path: Path,
        module: Path | None = None,
        folder: Path | None = None,
        text: str = "",
        parameters: frozenset[str] = frozenset(),
    ) -> None:
        Sheet.is_started = True
        self.path = path
        self.module = module
        self.warnings = ""
        self.declared = parameters if text else parameters_of(path)
        self._processor = PySaxonProcessor(license=False)
        self._set(_NO_DOCTYPE, "true")
        for name in _DISABLED_LIMITS:
            self._set(f"{_FEATURE}parserProperty?uri=jdk.xml.{name}", "0")
        self._texts = StylesheetBundle()
        try:
            self._sheet = self._compile(text, folder)
        except PySaxonApiError as error:
            raise self._make_error("cannot be compiled", str(error)) from None

    def _compile(self, text: str, folder: Path | None) -> Any:
        """Compile; a locked processor is used for a text, which reads nothing, and a module, which reads its bundle."""
        if self.module is not None:
            self._texts = bundle_stylesheets((self.path, self.module), (self.path.parent, folder or self.module.parent))
            self._lock("data")
            return self._compiler().compile_stylesheet(stylesheet_text=self._texts.text)
        if text:
            self._lock("data")
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

    def _make_error(self, what: str, message: str) -> EditionError:
        """InternalError for a bundled stylesheet, or InputError with the line for the module of the editor."""
        if self.module is None:
            return InternalError(f"{self.path.name}: {message}")
        message = _CALL_STACK.split(" ".join(self._texts.with_file_names(message).split()), maxsplit=1)[0]
        name = re.escape(self.module.name)
        found = re.search(rf"line (\d+)(?: column \d+)? (?:of|in) {name}|{name}#(\d+)", message)
        line = f":{found[1] or found[2]}" if found else ""
        return InputError(f"{self.module}{line}: {what}: {message}")

    def text(self, source: bytes, **parameters: Value) -> str:
        """Transform a document; return the principal result, serialised by xsl:output."""
        with self._prepared(source, parameters) as node:
            return str(self._sheet.transform_to_string(xdm_node=node))

    def pages(self, source: bytes, **parameters: Value) -> dict[str, str]:
        """Transform a document with a stylesheet that returns a map of path to text."""
        with self._prepared(source, parameters) as node:
            self._sheet.set_result_as_raw_value(True)
            made = self._sheet.transform_to_value(xdm_node=node).head
            return {key.string_value: made.get(key).head.string_value for key in made.keys()}  # noqa: SIM118

    def maps(self, source: bytes, **parameters: Value) -> list[dict[str, Any]]:
        """Transform a document with a stylesheet that returns maps; nodes become (line, column), other values text."""
        with self._prepared(source, parameters) as node:
            self._sheet.set_result_as_raw_value(True)
            found = self._sheet.transform_to_value(xdm_node=node)
            return [_to_dict(found.item_at(i)) for i in range(found.size)] if found is not None else []

    @contextmanager
    def _prepared(self, source: bytes, parameters: Mapping[str, Value]) -> Iterator[Any]:
        if unknown := sorted(parameters.keys() - self.declared):
            raise InternalError(f"{self.path.name} declares no parameter {', '.join(unknown)}")
        with _capture_errors() as read_errors:
            try:
                for name, value in parameters.items():
                    self._sheet.set_parameter(name, self._value(value))
                yield self._parse(source)
                self.warnings = read_errors()
            except PySaxonApiError as error:
                raise self._make_error("stops with an error", f"{error}{read_errors()}") from None
            finally:
                self._sheet.clear_parameters()

    def _parse(self, source: bytes) -> Any:
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
                return self._parse(value)


_kept = threading.local()


def kept_sheet(path: Path) -> Sheet:
    """A stylesheet of the program, compiled once in each thread: for many editions, and for pages in many languages."""
    sheets: dict[Path, Sheet] = _kept.__dict__.setdefault("sheets", {})
    if path not in sheets:
        sheets[path] = Sheet(path)
    return sheets[path]


_DECLARATION = "<?xml version='1.0' encoding='UTF-8'?>\n"


def bundle(name: str, roots: Sequence[etree._Element]) -> bytes:
    """Combine several documents in one root element, for a parameter with several documents."""
    whole = etree.Element(name)
    whole.extend([deepcopy(root) for root in roots])
    return etree.tostring(whole, encoding="UTF-8")


def parameters_of(path: Path) -> frozenset[str]:
    """The global parameters of a stylesheet and of the modules that it includes or imports, without static ones."""
    root = etree.parse(path).getroot()
    own = {p.get("name", "") for p in root.iterchildren(f"{_XSL}param") if p.get("static") != "yes"}
    for link in root.iterchildren(f"{_XSL}include", f"{_XSL}import"):
        href = link.get("href", "")
        own |= parameters_of(Path(url2pathname(urlsplit(href).path)) if ":" in href else path.parent / href)
    return frozenset(own)


def _to_dict(item: Any) -> dict[str, Any]:
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
def _capture_errors() -> Iterator[Any]:
    """Capture file descriptor 2, where Saxon writes the positions of dynamic errors; yields a function to read it."""
    with tempfile.TemporaryFile() as file:
        kept = os.dup(2)
        os.dup2(file.fileno(), 2)

        def read_errors() -> str:
            file.seek(0)
            return "\n" + file.read().decode("utf-8", "replace").strip()

        try:
            yield read_errors
        finally:
            os.dup2(kept, 2)
            os.close(kept)
