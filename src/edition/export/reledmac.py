"""LaTeX with reledmac, for presses that set in TeX: the text and foot of the print edition."""

from collections.abc import Mapping

from edition.export.registry import exporter
from edition.export.source import ExportSource
from edition.project.assets import asset
from edition.xml.saxon import kept_sheet


@exporter("texts")
def export_reledmac(source: ExportSource) -> Mapping[str, bytes]:
    """LaTeX with reledmac: the print edition with its layers of apparatus, for presses that set in TeX (LuaLaTeX)."""
    tex = kept_sheet(asset("xslt", "latex.xsl")).text(source.book().encode("utf-8"))
    return {"latex/edition.tex": tex.encode("utf-8")}
