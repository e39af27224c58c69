"""The elements of a text that are blocks, and those that hold blocks; xslt/modules/kinds.xsl has the same."""

from edition.xml.namespaces import tei

#: Blocks: each holds words.
BLOCK_NAMES = (
    "p", "head", "item", "bibl", "label", "l", "cell", "speaker", "stage", "dateline", "salute", "signed", "ab", "seg",
)  # fmt: skip
BLOCKS = frozenset(map(tei, BLOCK_NAMES))
#: Structures in which blocks stand, besides `body` and `div`.
HOLDER_NAMES = ("list", "listBibl", "quote", "figure", "lg", "sp", "table", "row", "opener", "closer")
HOLDERS = frozenset(map(tei, (*HOLDER_NAMES, "div", "body")))
