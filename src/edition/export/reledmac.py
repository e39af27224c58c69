"""LaTeX with reledmac, for presses that set in TeX: the text and foot of the print edition."""

from collections.abc import Mapping

from lxml import etree

from edition.export.registry import exporter
from edition.export.source import ExportSource
from edition.project.assets import asset
from edition.project.messages import load_messages
from edition.xml.choices import with_printed_layer
from edition.xml.printed_signs import with_printed_signs
from edition.xml.remarks import with_remarks_apart
from edition.xml.saxon import Sheet, bundle


@exporter("texts")
def export_reledmac(source: ExportSource) -> Mapping[str, bytes]:
    """LaTeX with reledmac: the print edition with its layers of apparatus, for presses that set in TeX (LuaLaTeX)."""
    tree = with_printed_signs(with_printed_layer(source.edition, source.printed), source.signs)
    book = Sheet(asset("xslt", "print.xsl")).text(
        etree.tostring(with_remarks_apart(tree), encoding="UTF-8"),
        registers=bundle("registers", list(source.registers.values())),
        messages=load_messages(source.about.language),
        base=source.about.base,
        printing=source.printing,
        translations=bundle("translations", source.translations),
    )
    tex = Sheet(asset("xslt", "latex.xsl")).text(book.encode("utf-8"))
    return {"latex/edition.tex": tex.encode("utf-8")}
