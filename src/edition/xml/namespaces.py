"""Namespaces, and qualified names in the notation of lxml."""

from typing import Final

TEI: Final = "http://www.tei-c.org/ns/1.0"
XML: Final = "http://www.w3.org/XML/1998/namespace"
RNG: Final = "http://relaxng.org/ns/structure/1.0"
SCH: Final = "http://purl.oclc.org/dsdl/schematron"
XSL: Final = "http://www.w3.org/1999/XSL/Transform"

XML_ID: Final = f"{{{XML}}}id"
XML_LANG: Final = f"{{{XML}}}lang"
XML_SPACE: Final = f"{{{XML}}}space"

NS: Final = {"tei": TEI, "xml": XML}


def tei(name: str) -> str:
    """The name of a TEI element in Clark notation (`{namespace}name`), as lxml uses it."""
    return f"{{{TEI}}}{name}"
