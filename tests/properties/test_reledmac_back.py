"""The LaTeX of an edition says every witness's text: read back, its notes give each of them again."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.properties.test_exports import source_of

from edition.export.reledmac import export_reledmac
from edition.model import Witness, reading_text
from edition.readers.file_witnesses import divide_file
from edition.readers.options import ReaderOptions
from edition.readers.registry import read_source
from edition.readers.source_file import SourceFile

SENTENCE = "the old miller kept a grey heron and it stood all night in cold water by wheel"
TEXT = SENTENCE.split(" ")
#: What becomes of a word in a copy: it stays, is lost, is another, has a word behind it, changes places with the next.
CHANGES = st.sampled_from(["", "", "", "", "omit", "change", "add", "swap"])


def copied(changes: list[str]) -> str:
    """A copy of the text with changes to its words."""
    words: list[str] = []
    for word, change in zip(TEXT, changes, strict=True):
        match change:
            case "omit":
                pass
            case "change":
                words.append(f"{word[::-1]}um")
            case "add":
                words += [word, f"plus{len(words)}"]
            case "swap" if words:
                words.insert(-1, word)
            case _:
                words.append(word)
    return f"So {' '.join(words)} end."


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.lists(CHANGES, min_size=len(TEXT), max_size=len(TEXT)), min_size=1, max_size=3))
def test_our_own_latex_gives_every_text_again(changes: list[list[str]]) -> None:
    texts = [copied([""] * len(TEXT)), *map(copied, changes)]
    source = source_of(texts, fragment=False)
    tex = export_reledmac(source)["latex/edition.tex"]
    file = SourceFile("t", "edition.tex", tex)
    sigla = [w.siglum for w in source.witnesses]
    _, (parts, found) = divide_file(file, "latex", ReaderOptions(language="en"), sigla)
    assert not [f for f in found if f.code == "E355"]
    for part, text in zip(parts, texts, strict=True):
        read = read_source(SourceFile(part.siglum, "edition.tex", tex), "latex", part.options)
        assert not [f for f in read.findings if f.code == "I0"]
        witness = Witness(part.siglum, "", read.seed, read.root, "latex")
        assert " ".join(reading_text(witness).split()).removeprefix("Text ") == text
