"""What a file is that is no TEI of today: TEI P4, TEI without its namespace, HTML."""

from lxml import etree

from edition.xml.namespaces import TEI

#: Root elements of TEI before its present release (2002 and before).
P4_ROOTS = frozenset(("TEI.2", "teiCorpus.2"))
P4_ADVICE = "convert it to TEI P5 first, as with the stylesheet p4top5.xsl of the TEI Consortium"
NAMESPACE_ADVICE = f'add xmlns="{TEI}" to its first element'
_XHTML = "http://www.w3.org/1999/xhtml"


def tei_refusal(root: etree._Element) -> str:
    """Why a file with this root is not read as TEI; "" where it may be.

    >>> tei_refusal(etree.fromstring("<TEI.2/>"))[:34]
    'it is TEI P4 (root element TEI.2):'
    """
    name = etree.QName(root)
    if name.localname in P4_ROOTS:
        return f"it is TEI P4 (root element {name.localname}): {P4_ADVICE}"
    if name.namespace == TEI:
        return ""
    if name.namespace == _XHTML or name.localname.lower() == "html":
        return f"it is not TEI but HTML (root element {name.localname})"
    if name.namespace is None:
        return f"it is TEI without its namespace, or no TEI (root element {name.localname}): {NAMESPACE_ADVICE}"
    return f"it is not TEI: its root element is {name.localname} of the namespace {name.namespace}"
