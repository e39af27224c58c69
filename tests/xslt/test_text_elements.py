"""The stylesheets and the program know the same elements of a text."""

import re
from pathlib import Path

from edition.xml.text_elements import BLOCK_NAMES, HOLDER_NAMES

KINDS = (Path(__file__).parents[2] / "xslt" / "modules" / "kinds.xsl").read_text("utf-8")


def pattern(name: str) -> set[str]:
    """The names of the elements in a static variable; `seg` is one in an opener or closer."""
    (words,) = re.findall(rf'name="f:{name}"[^>]*?select="\'([^"]*)\'"', KINDS)
    return {one.strip().rpartition("/")[2] for one in words.split("|")}


def test_blocks_and_holders_are_those_of_the_program() -> None:
    assert pattern("block") == set(BLOCK_NAMES)
    assert pattern("holder") == set(HOLDER_NAMES)


def test_the_function_knows_the_blocks_of_the_pattern() -> None:
    body = KINDS[KINDS.index('name="f:is-block"') :]
    assert set(re.findall(r"self::(\w+)", body[: body.index("</xsl:function>")])) == set(BLOCK_NAMES)
