"""The language of a block whose words are all in one other language than the text: its element says so as a whole."""

from lxml import etree

from edition.xml.namespaces import XML_LANG, tei

#: The elements of blocks that may name a language of their own.
BLOCKS = frozenset(("ab", "cell", "head", "item", "l", "label", "p", "quote", "speaker", "stage"))


def name_language(block: etree._Element) -> None:
    """Give an element `xml:lang` where every word in it is in `foreign` of one language, in each reading."""
    if etree.QName(block).localname not in BLOCKS or XML_LANG in block.attrib:
        return
    found: set[str] = set()
    _collect(block, "", found)
    if len(found) == 1 and "" not in found:
        block.set(XML_LANG, found.pop())


def _collect(element: etree._Element, language: str, found: set[str]) -> None:
    if element.tag == tei("foreign"):
        language = element.get(XML_LANG, "")
    if _has_letters(element.text):
        found.add(language)
    for child in element:
        if isinstance(child.tag, str):
            _collect(child, language, found)
        if _has_letters(child.tail):
            found.add(language)


def _has_letters(text: str | None) -> bool:
    return any(map(str.isalpha, text or ""))
