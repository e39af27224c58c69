"""Regular expressions of XML Schema (XSD 1.0, part 2, appendix F), converted to those of the `regex` library.

They have branches, quantifiers, groups, and classes of characters that can be subtracted; they match a whole value.
`^` and `$` are ordinary characters, and there are no lazy quantifiers, back references or assertions.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache

import regex

from edition.late_patterns import late_regex
from edition.validate.name_characters import NAME_REST, NAME_START

_MAX_SIZE = 100_000  # characters that a pattern may require; more would take too much memory
_MAX_COUNT = 65_535  # greater maxima are as good as none
_MAX_DEPTH = 64  # groups, or classes, in each other
_SPECIAL = frozenset(".\\?*+{}()|[]")
_SINGLE_ESCAPES = {**{char: char for char in "\\|.-^?*+{}()[]"}, "n": "\n", "r": "\r", "t": "\t"}
_CLASS_ESCAPES = {
    "s": r"[ \t\n\r]", "S": r"[^ \t\n\r]", "d": r"\p{Nd}", "D": r"\P{Nd}", "w": r"[^\p{P}\p{Z}\p{C}]",
    "W": r"[\p{P}\p{Z}\p{C}]", "i": f"[:{NAME_START}]", "I": f"[^:{NAME_START}]", "c": f"[:{NAME_REST}]",
    "C": f"[^:{NAME_REST}]",
}  # fmt: skip
_CATEGORIES = late_regex("L[ultmo]?|M[nce]?|N[dlo]?|P[cdseifo]?|Z[slp]?|S[mcko]?|C[cfon]?")
_RENAMED_BLOCKS = {  # since Unicode 3.1
    "Greek": "GreekandCoptic",
    "CombiningMarksforSymbols": "CombiningDiacriticalMarksforSymbols",
    "PrivateUse": "PrivateUseArea",
}


@lru_cache(maxsize=2048)
def compile_xsd_pattern(pattern: str) -> "regex.Pattern[str]":
    """Compile a pattern of XML Schema; ValueError with the reason when it is none."""
    reader = _PatternReader(pattern)
    try:
        return regex.compile(f"(?V1){reader.read()}")
    except (regex.error, RecursionError) as error:
        raise ValueError(f"pattern «{pattern}»: {error}") from None


class _PatternReader:
    """Reads a pattern from left to right; each method returns the same in the syntax of `regex`."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self.at = 0
        self.depth = 0

    def read(self) -> str:
        made, _ = self._read_branches()
        if self.at < len(self.pattern):
            raise self._error(f"«{self._next()}» must be written \\{self._next()}")
        return made

    def _next(self) -> str:
        return self.pattern[self.at : self.at + 1]

    def _take(self) -> str:
        char = self._next()
        self.at += 1
        return char

    def _error(self, problem: str) -> ValueError:
        return ValueError(f"pattern «{self.pattern}»: {problem}, at character {min(self.at, len(self.pattern)) + 1}")

    @contextmanager
    def _nested(self) -> Iterator[None]:
        """Count how deep brackets stand in each other."""
        self.depth += 1
        if self.depth > _MAX_DEPTH:
            raise self._error(f"brackets stand more than {_MAX_DEPTH} deep in each other")
        yield
        self.depth -= 1

    # -- branches and quantifiers; the number is how many characters are required, as far as memory is concerned

    def _read_branches(self) -> tuple[str, int]:
        branches = [self._read_branch()]
        while self._next() == "|":
            self.at += 1
            branches.append(self._read_branch())
        return "|".join(made for made, _ in branches), sum(size for _, size in branches)

    def _read_branch(self) -> tuple[str, int]:
        pieces: list[str] = []
        total = 0
        while (char := self._next()) and char not in "|)":
            atom, size = self._read_atom()
            quantifier, least = self._read_quantifier()
            pieces.append(atom + quantifier)
            total += size * max(least, 1)
            if total > _MAX_SIZE:
                raise self._error(f"it requires more than {_MAX_SIZE:,} characters")
        return "".join(pieces), total

    def _read_quantifier(self) -> tuple[str, int]:
        """A quantifier, and how often the atom before it is required."""
        match self._next():
            case "?" | "*" | "+" as sign:
                self.at += 1
                return sign, int(sign == "+")
            case "{":
                self.at += 1
                return self._read_count()
        return "", 1

    def _read_count(self) -> tuple[str, int]:
        found = regex.compile(r"([0-9]+)(?:(,)([0-9]*))?\}").match(self.pattern, self.at)
        if found is None:
            raise self._error("a number, or two with a comma between, must follow «{», and then «}»")
        least = _parse_number(found[1])
        most = least if found[2] is None else _parse_number(found[3]) if found[3] else None
        if most is not None and most < least:
            raise self._error(f"{found[1]} is more than {found[3]}")
        self.at = found.end()
        return f"{{{least},{most if most is not None and most <= _MAX_COUNT else ''}}}", least

    def _read_atom(self) -> tuple[str, int]:
        char = self._take()
        match char:
            case "(":
                with self._nested():
                    made, size = self._read_branches()
                if self._take() != ")":
                    raise self._error("«)» is missing")
                return f"(?:{made})", size + 1
            case "[":
                with self._nested():
                    return self._read_class(), 1
            case "\\":
                escaped, made = self._read_escape()
                return made if escaped is None else _quote(escaped), 1
            case ".":
                return r"[^\n\r]", 1
        if char in _SPECIAL:
            self.at -= 1
            raise self._error(f"«{char}» must be written \\{char}")
        return _quote(char), 1

    def _read_escape(self) -> tuple[str | None, str]:
        """What follows a backslash: one character, or None and a class of characters."""
        char = self._take()
        if char in _SINGLE_ESCAPES:
            return _SINGLE_ESCAPES[char], ""
        if char in _CLASS_ESCAPES:
            return None, _CLASS_ESCAPES[char]
        if char in ("p", "P"):
            return None, self._read_property(char)
        raise self._error(f"\\{char} is unknown")

    def _read_property(self, letter: str) -> str:
        found = regex.compile(r"\{([A-Za-z0-9-]+)\}").match(self.pattern, self.at)
        if found is None:
            raise self._error(f"\\{letter} needs a category or block, such as \\{letter}{{Lu}}")
        self.at = found.end()
        name = found[1]
        if _CATEGORIES.fullmatch(name):
            return f"\\{letter}{{{name}}}"
        block = f"\\{letter}{{Block:{_RENAMED_BLOCKS.get(name[2:], name[2:])}}}"
        if not name.startswith("Is") or name.endswith("Surrogates") or not _is_valid(block):
            raise self._error(f"there is no category or block {name}")
        return block

    # -- classes of characters

    def _read_class(self) -> str:
        """The rest of `[…]`, which may end in a class that is subtracted."""
        negation = "^" if self._next() == "^" else ""
        self.at += len(negation)
        parts: list[str] = []
        while (char := self._next()) != "]" or not parts:
            if not char or char in "[]":
                raise self._error("«]» is missing" if not char else f"«{char}» must be written \\{char} in a class")
            if parts and self.pattern.startswith("-[", self.at):
                return self._subtract(f"[{negation}{''.join(parts)}]")
            parts.append(self._read_range())
        self.at += 1
        return f"[{negation}{''.join(parts)}]"

    def _subtract(self, minuend: str) -> str:
        self.at += 2
        with self._nested():
            subtrahend = self._read_class()
        if self._take() != "]":
            raise self._error("«]» must follow the class that is subtracted")
        return f"[{minuend}--{subtrahend}]"

    def _read_range(self) -> str:
        is_hyphen = self._next() == "-"
        first, made = self._read_class_atom()
        follows = self.pattern[self.at : self.at + 2]
        if is_hyphen and self.pattern[self.at - 2 : self.at - 1] not in "[^" and follows[:1] != "]" and follows != "-[":
            raise self._error("«-» must be written \\- between others in a class")
        if follows[:1] != "-" or follows in ("-]", "-["):
            return made if first is None else _quote(first)
        self.at += 1
        last, _ = self._read_class_atom()
        if first is None or last is None:
            raise self._error("a range goes from one character to another")
        if first > last:
            raise self._error(f"{first} comes after {last}")
        return f"{_quote(first)}-{_quote(last)}"

    def _read_class_atom(self) -> tuple[str | None, str]:
        char = self._take()
        if char == "\\":
            return self._read_escape()
        if not char or char in "[]":
            self.at -= 1
            raise self._error(f"«{char}» may not stand here in a class")
        return char, ""


def _is_valid(pattern: str) -> bool:
    try:
        return bool(regex.compile(pattern))
    except regex.error:
        return False


def _parse_number(digits: str) -> int:
    """A number; those of more than nine figures are all the same."""
    return int(digits.lstrip("0")[:10] or "0")


def _quote(char: str) -> str:
    """A character as it is written in a regular expression of Python, in a class or outside."""
    if char.isalnum() or not char.isascii():
        return char
    return f"\\x{ord(char):02x}"
