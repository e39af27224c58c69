"""Files of the editor that are not UTF-8: the byte, its line and column, and what to do."""

from collections.abc import Callable
from pathlib import Path

import pytest

from edition.build import build
from edition.commands.new import write_starter
from edition.errors import ConfigError, EditionError
from edition.project.utf8 import decode_utf8


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (b"\xe9", "1:1"),
        (b'a = 1\nb = "caf\xe9"\n', "2:9"),
        ('ä = "ö'.encode() + b"\xfc", "1:7"),
        (b"\xef\xbb\xbfx\xff", "1:2"),
        (b"x\n\n\xc3", "3:1"),
        ("x".encode("utf-16"), "1:1"),
    ],
)
def test_the_first_byte_that_is_not_utf8_has_a_place(data: bytes, place: str) -> None:
    with pytest.raises(ConfigError, match=rf"^f\.toml:{place}: the byte [0-9A-F]{{2}} is not UTF-8; save the file as"):
        decode_utf8(data, "f.toml")


@pytest.mark.parametrize("data", [b"", "ä\n".encode(), b"\xef\xbb\xbfa"])
def test_utf8_is_read_without_its_mark(data: bytes) -> None:
    assert decode_utf8(data, "f.toml").encode() == data.removeprefix(b"\xef\xbb\xbf")


LATIN: dict[str, Callable[[str], str]] = {
    "edition.toml": lambda toml: toml + "\n# Caf\xe9\n",
    "decisions.toml": lambda _: "# Caf\xe9\n",
    "words.toml": lambda _: "# Caf\xe9\n",
    "tei/ids.tsv": lambda _: "# Caf\xe9\n",
}


@pytest.mark.parametrize("path", sorted(LATIN))
def test_latin_1_in_a_file_of_the_editor_is_refused_with_its_place(tmp_path: Path, path: str) -> None:
    write_starter(tmp_path / "e")
    toml = tmp_path / "e" / "edition.toml"
    toml.write_text(
        toml.read_text("utf-8").replace("[edition]", '[annotation]\nwords = "words.toml"\n[edition]\nversion = "1"'),
        "utf-8",
    )
    (tmp_path / "e" / "words.toml").write_text("", "utf-8")
    place = tmp_path / "e" / path
    place.write_bytes(LATIN[path](toml.read_text("utf-8")).encode("latin-1"))
    with pytest.raises(EditionError, match=rf"{path}:\d+:6: the byte E9 is not UTF-8; save the file as UTF-8") as told:
        build(tmp_path / "e", ("tei",))
    assert told.value.status == 2
