"""What is ours in a TEI file that is kept: the prefix of our ids, and the elements that go whole when ours is cut."""

from collections.abc import Iterable
from itertools import chain, count

from lxml import etree

from edition.xml.namespaces import XML_ID
from edition.xml.transcription import Span, Transcription

#: Our elements whose content is ours, too; of all others the tags alone are ours.
WHOLE = frozenset(("anchor", "standOff", "encodingDesc", "respStmt"))


def free_prefix(ids: Iterable[str]) -> str:
    """The beginning of our ids in a file with these ids: `vm-`, or the next that none of them has.

    >>> free_prefix(["p1", "vm-1"])
    'vm2-'
    """
    known = tuple(ids)
    numbered = (f"vm{number}-" for number in count(2))
    return next(prefix for prefix in chain(("vm-",), numbered) if not any(one.startswith(prefix) for one in known))


def cut_ours(marked: Transcription, prefix: str) -> bytes:
    """The UTF-8 bytes of a file without what is ours: every element whose `xml:id` begins with the prefix.

    Its tags are taken out, and its content where all of that is ours (`WHOLE`).
    """
    gone: list[Span] = []
    for node in marked.root.iter(etree.Element):
        if not node.get(XML_ID, "").startswith(prefix) or marked.is_from_entity(node):
            continue
        begin, end = marked.outside(node)
        if etree.QName(node).localname in WHOLE:
            gone.append((begin, end))
        else:
            opened, closes = marked.inside(node)
            gone += [(begin, opened), (closes, end)]
    left: list[bytes] = []
    at = 0
    for begin, end in sorted(gone):
        if begin >= at:
            left.append(marked.data[at:begin])
        at = max(at, end)
    return b"".join(left) + marked.data[at:]
