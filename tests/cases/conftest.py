"""Small editions of the cases: each is written into a folder of its own, and built there."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes an edition: the words of each witness, further files by their paths, and its language."""

    def written(
        words: Mapping[str, str], files: Mapping[str, str] | None = None, language: str = "en", more: str = ""
    ) -> Path:
        table = f'[edition]\ntitle = "Case"\nlanguage = "{language}"\nbase = "{next(iter(words))}"\n{more}\n'
        for siglum in words:
            table += f'[[witness]]\nsiglum = "{siglum}"\nseed = "seeds/{siglum}.txt"\nreader = "text"\n'
        seeds = {f"seeds/{siglum}.txt": text for siglum, text in words.items()}
        for path, text in {"edition.toml": table, **seeds, **(files or {})}.items():
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_text(text, "utf-8")
        return tmp_path

    return written
