"""The one door for sources: bytes in, a seed out that gives the same bytes back, or a refusal that says what to do."""

import os
import re
from pathlib import Path

import pytest

from edition.errors import InputError, SeedError
from edition.model.seed import LineEnd
from edition.project.sources import encode_text, make_seed, read_bytes, read_input


def refused(data: bytes, encoding: str = "") -> str:
    with pytest.raises(SeedError) as told:
        make_seed("A", "a.txt", data, encoding)
    return str(told.value)


@pytest.mark.parametrize(
    ("data", "text", "runs"),
    [
        (b"", "", ()),
        (b"one", "one", ()),
        (b"one\n", "one\n", ((LineEnd.LF, 1),)),
        (b"one\r\ntwo\r\n", "one\ntwo\n", ((LineEnd.CRLF, 2),)),
        (b"one\rtwo\r", "one\ntwo\n", ((LineEnd.CR, 2),)),
        (
            b"a\r\nb\nc\n\rd\r\r\n",
            "a\nb\nc\n\nd\n\n",
            ((LineEnd.CRLF, 1), (LineEnd.LF, 2), (LineEnd.CR, 2), (LineEnd.CRLF, 1)),
        ),
        ("a\x0cb\x0bc\x85d\u2028e".encode(), "a\x0cb\x0bc\x85d\u2028e", ()),
    ],
)
def test_line_ends_are_kept_as_runs(data: bytes, text: str, runs: tuple[tuple[LineEnd, int], ...]) -> None:
    seed = make_seed("A", "a.txt", data)
    assert (seed.text, seed.line_ends) == (text, runs)
    assert encode_text(seed) == data


@pytest.mark.parametrize("name", ["utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_a_byte_order_mark_says_the_encoding_and_comes_back(name: str) -> None:
    text = "Mädchen\r\n𝄞 Троцкий\r"
    data = "\ufeff".encode(name) + text.encode(name)
    seed = make_seed("A", "a.txt", data)
    assert (seed.encoding, seed.byte_order_mark, seed.text) == (name, True, "Mädchen\n𝄞 Троцкий\n")
    assert encode_text(seed) == data


def test_only_the_first_mark_is_a_mark() -> None:
    data = b"\xef\xbb\xbf\xef\xbb\xbfa"
    seed = make_seed("A", "a.txt", data)
    assert seed.text == "\ufeffa"
    assert encode_text(seed) == data


def test_a_text_is_never_normalised() -> None:
    data = "e\u0301 é ﬁ \u212b \u200b\u00ad\ue000".encode()
    assert make_seed("A", "a.txt", data).text.encode() == data


def test_an_undeclared_encoding_is_refused_with_the_line_to_add() -> None:
    said = refused(b"first\nM\xfcller")
    assert said.startswith("a.txt:2:2: byte 7 is not UTF-8; ")
    assert 'encoding = "windows-1252"' in said


@pytest.mark.parametrize("data", [b"\xed\xa0\x80", b"\xc0\xaf", b"\xf4\x90\x80\x80", b"a\xe2\x82"])
def test_ill_formed_utf_8_is_refused(data: bytes) -> None:
    assert "is not UTF-8" in refused(data)


@pytest.mark.parametrize("name", ["windows-1252", "Windows-1252", "cp1252", "latin-1", "koi8-r"])
def test_a_declared_encoding_is_used_and_comes_back(name: str) -> None:
    data = b"M\xfcller \x97 \xabnein\xbb\r\n".replace(b"\x97", b"-" if name == "latin-1" else b"\x97")
    seed = make_seed("A", "a.txt", data, name)
    assert seed.text == data.decode(name).replace("\r\n", "\n")
    assert encode_text(seed) == data


def test_windows_1252_is_read_as_its_letters() -> None:
    assert make_seed("A", "a.txt", b"M\xfcller \x97 \x84x\x93", "windows-1252").text == "Müller — „x“"


def test_a_wrong_declaration_is_refused() -> None:
    assert "the encoding that edition.toml names is not that of the file" in refused(b"\x81", "windows-1252")
    assert "is no encoding Python knows" in refused(b"a", "windoes")
    said = refused(b"\xef\xbb\xbfa", "windows-1252")
    assert said == "a.txt: begins with the byte-order mark of utf-8, but edition.toml says 'windows-1252'"


@pytest.mark.parametrize("name", ["rot13", "base64", "hex", "zlib", "undefined", "punycode"])
def test_a_codec_that_is_no_encoding_of_text_is_refused(name: str) -> None:
    assert "a.txt" in refused(b"6162", name)


def test_an_encoding_that_does_not_give_the_bytes_back_is_refused() -> None:
    """UTF-7 writes one text in several ways."""
    assert "does not give the same bytes back" in refused(b"+AGE-", "utf-7")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"one\ntw\x00o", "a.txt:2:3: U+0000"),
        ("one\ufffe".encode(), "a.txt:1:4: U+FFFE"),
        ("\uffff".encode(), "a.txt:1:1: U+FFFF"),
        (b"\r\n\r\n \x00", "a.txt:3:2: U+0000"),
    ],
)
def test_what_no_text_holds_is_refused_with_its_place(data: bytes, said: str) -> None:
    assert refused(data).startswith(f"{said} cannot stand in a text")


# -- where a file may stand


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = tmp_path / "edition"
    (root / "seeds").mkdir(parents=True)
    (root / "seeds" / "a.txt").write_bytes(b"inside\n")
    (tmp_path / "secret.txt").write_bytes(b"outside\n")
    return root


def test_a_file_below_the_project_is_read(project: Path) -> None:
    seed = make_seed("A", "seeds/a.txt", read_bytes(project, "seeds/a.txt"))
    assert (seed.siglum, seed.path, seed.text) == ("A", "seeds/a.txt", "inside\n")


@pytest.mark.parametrize("path", ["../secret.txt", "seeds/../../secret.txt", "seeds/../seeds/a.txt", "a\x00.txt"])
def test_a_path_out_of_the_project_is_refused_before_reading(project: Path, path: str) -> None:
    with pytest.raises(SeedError, match="sources stand in the edition's own folder"):
        read_bytes(project, path)


def test_an_absolute_path_is_refused(project: Path) -> None:
    with pytest.raises(SeedError, match="sources stand in the edition's own folder"):
        read_bytes(project, str(project / "seeds" / "a.txt"))


def test_a_link_out_of_the_project_is_refused_and_one_inside_is_not(project: Path) -> None:
    (project / "seeds" / "out.txt").symlink_to(project.parent / "secret.txt")
    (project / "deep").symlink_to(project.parent)
    (project / "seeds" / "in.txt").symlink_to("a.txt")
    for path in ("seeds/out.txt", "deep/secret.txt"):
        with pytest.raises(SeedError, match=re.escape(f"{path}: leads out of the edition's folder")):
            read_bytes(project, path)
    assert read_bytes(project, "seeds/in.txt") == b"inside\n"


def test_a_project_that_is_itself_reached_by_a_link(project: Path) -> None:
    (project.parent / "link").symlink_to(project)
    assert read_bytes(project.parent / "link", "seeds/a.txt") == b"inside\n"


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("seeds", "is a folder, not a file"),
        ("seeds/b.txt", "there is no such file"),
        ("seeds/a.txt/b", "cannot be read"),
        ("", "is a folder, not a file"),
    ],
)
def test_what_is_no_file(project: Path, path: str, said: str) -> None:
    with pytest.raises(SeedError, match=f"{re.escape(path)}: {said}"):
        read_bytes(project, path)


def test_a_pipe_is_refused_and_does_not_hang(project: Path) -> None:
    os.mkfifo(project / "seeds" / "pipe.txt")
    with pytest.raises(SeedError, match="is not a regular file"):
        read_bytes(project, "seeds/pipe.txt")


def test_a_link_that_leads_to_itself(project: Path) -> None:
    (project / "loop.txt").symlink_to("loop.txt")
    with pytest.raises(SeedError, match=r"loop\.txt: "):
        read_bytes(project, "loop.txt")


def test_a_home_sign_is_a_name_like_any_other(project: Path) -> None:
    with pytest.raises(SeedError, match="there is no such file"):
        read_bytes(project, "~/a.txt")


def test_a_file_that_is_too_large(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("edition.project.sources.MAX_BYTES", 3)
    with pytest.raises(SeedError, match=r"a\.txt: is larger than"):
        read_bytes(project, "seeds/a.txt")
    with pytest.raises(InputError, match=r"a\.txt: is larger than"):
        read_input(project / "seeds" / "a.txt")


def test_a_file_of_the_command_line_that_cannot_be_read(project: Path) -> None:
    assert read_input(project.parent / "secret.txt") == b"outside\n"
    for path in ("none.txt", "seeds"):
        with pytest.raises(InputError, match=f"{path}: cannot be read: "):
            read_input(project / path)
