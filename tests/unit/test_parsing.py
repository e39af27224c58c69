"""Parsing: a text may be as long as a source, elements nest only so deep, and the file that is wrong is named."""

import pytest

from edition.xml.parse import MAX_DEPTH, RefusedError, parse, parse_document

LONG = b"a" * 10_000_100  # more than libxml2 takes by itself


def test_a_text_may_be_longer_than_libxml2_takes_by_itself() -> None:
    root = parse(b"<a><b>" + LONG + b"</b></a>", "long.xml")
    assert len(root[0].text or "") == len(LONG)


@pytest.mark.parametrize("text", [b"", LONG], ids=["short", "long"])
@pytest.mark.parametrize(("depth", "taken"), [(MAX_DEPTH, True), (MAX_DEPTH + 1, False), (3000, False)])
def test_elements_nest_only_so_deep(text: bytes, depth: int, taken: bool) -> None:
    data = b"<a>" * depth + text + b"</a>" * depth
    if taken:
        assert parse_document(data, "deep.xml").root.tag == "a"
    else:
        with pytest.raises(RefusedError, match=r"^deep\.xml:1:?.*: Excessive depth: elements stand more than 256 deep"):
            parse_document(data, "deep.xml")


def test_a_long_text_opens_no_other_door() -> None:
    for head in (b'<!DOCTYPE a [<!ENTITY e "x">]>', b'<!DOCTYPE a SYSTEM "file:///etc/hostname">'):
        with pytest.raises(RefusedError, match="the DOCTYPE"):
            parse(head + b"<a>" + LONG + b"</a>", "long.xml")
    with pytest.raises(RefusedError, match=r"^long\.xml:1:\d+: is not well-formed XML"):
        parse(b"<a>" + LONG, "long.xml")
