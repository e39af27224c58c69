"""Write months, weekdays and eras of CLDR into the files of languages: `python tools/languages.py [LANGUAGE …]`.

Needs Babel, which holds the data of the Unicode Common Locale Data Repository (Unicode-3.0 licence). Only the lines
between the two marks in `[dates]` are written; what a person added stays.
"""

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from babel import Locale

FOLDER = Path(__file__).parent.parent / "src" / "edition" / "languages"
BEGIN = "# From CLDR (Unicode-3.0), written by tools/languages.py:"
END = "# By hand:"
_SHORTEST_WITHOUT_STOP = 5  # an abbreviation with fewer letters may also have a full stop


def written(language: str) -> str:
    """The lines of a language."""
    locale = Locale.parse(language)
    months = [list(_forms(locale.months, number)) for number in range(1, 13)]
    days = [list(_forms(locale.days, number)) for number in range(7)]
    eras = [[str(locale.eras["abbreviated"].get(n, "")).strip("\u200e\u200f")] for n in (0, 1)]
    return "\n".join((_lists("months", months), _lists("weekdays", days), _lists("eras", eras)))


def _forms(table: dict, number: int) -> Iterator[str]:  # type: ignore[type-arg]
    """The names of a month or a weekday beside a day and alone, in full and short."""
    found: list[str] = []
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            word = str(table[context][width][number])
            found.append(word)
            is_short = width == "abbreviated" and word != table[context]["wide"][number]
            if is_short and len(word) < _SHORTEST_WITHOUT_STOP and not word.endswith("."):
                found.append(f"{word}.")
    yield from dict.fromkeys(word for word in found if not word[:1].isdigit())


def _lists(key: str, lists: Iterable[list[str]]) -> str:
    rows = "".join(f"    {json.dumps(words, ensure_ascii=False)},\n" for words in lists)
    return f"{key} = [\n{rows}]"


def put_into(text: str, lines: str) -> str:
    """The text of a file with the lines between its marks."""
    before, mark, rest = text.partition(BEGIN)
    if not mark or END not in rest:
        raise SystemExit(f"the file lacks the lines «{BEGIN}» and «{END}»")
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{lines}\n{END}{after}"


def main() -> None:
    """Write the lines of every language that has the marks, or of those that are named."""
    for name in sys.argv[1:] or sorted(p.stem for p in FOLDER.glob("*.toml") if BEGIN in p.read_text("utf-8")):
        path = FOLDER / f"{name}.toml"
        path.write_text(put_into(path.read_text("utf-8"), written(name)), encoding="utf-8")


if __name__ == "__main__":
    main()
