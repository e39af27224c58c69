"""Read the numbers of dates: Roman, Greek, Hebrew and Chinese numerals, years in words, years counted from two days."""

from collections.abc import Mapping

from edition.annotate.date_language import DateLanguage

_ROMAN = dict(zip("ivxlcdm", (1, 5, 10, 50, 100, 500, 1000), strict=True))
_GREEK = {letter: 1 + n for n, letter in enumerate("αβγδεϛζηθ")} | {"ς": 6} | {
    letter: 10 * (1 + n) for n, letter in enumerate("ικλμνξοπ")
}  # fmt: skip
_HEBREW = dict(zip("אבגדהוזחטיכלמנסעפצקרשת", (*range(1, 11), *range(20, 101, 10), 200, 300, 400), strict=True))
_HEBREW |= dict(zip("ךםןףץ", (20, 40, 50, 80, 90), strict=True))  # at the end of a numeral
_HAN = {sign: n for n, sign in enumerate("〇一二三四五六七八九十")} | {"零": 0, "○": 0, "元": 1, "廿": 20, "卅": 30}
_SPLIT_UNTIL = (1753, 3, 25)  # until then a year might begin on 25 March


def read_roman(text: str) -> int:
    """The value of a Roman numeral; ValueError for one that is not written by the rules.

    >>> read_roman("xiij"), read_roman("MDCXII"), read_roman("iiij")
    (13, 1612, 4)
    """
    numerals = [_ROMAN[sign] for sign in text.lower().replace("j", "i")]
    made = sum(-n if n < max(numerals[at + 1 :], default=0) else n for at, n in enumerate(numerals))
    small = [n for n in (1000, 500, 100, 50, 10, 5, 1) if numerals.count(n) > (1 if n in (5, 50, 500) else 4)]
    if small or made <= 0:
        raise ValueError(f"no Roman numeral: {text}")
    return made


def read_greek(text: str) -> int:
    """The value of a Greek numeral: the sum of its letters."""
    return sum(_GREEK[letter] for letter in text.lower().rstrip("΄'ʹ´’"))


def read_hebrew(text: str) -> int:
    """The value of a Hebrew numeral: the sum of its letters."""
    return sum(_HEBREW.get(letter, 0) for letter in text)


def read_hebrew_year(text: str) -> int:
    """A Hebrew year; the thousands are usually left out, or written as ה׳."""
    for thousands in ("ה׳", "ה'"):
        if text.startswith(thousands):
            text = text.removeprefix(thousands).strip()
    return read_hebrew(text) + 5000


def read_han(text: str) -> int:
    """A number in figures or in Chinese numerals: 24, 二十四, 一九一一.

    >>> read_han("二十四"), read_han("一九一一"), read_han("十"), read_han("廿三"), read_han("二百零三")
    (24, 1911, 10, 23, 203)
    """
    if text.isdigit() and text.isascii():
        return int(text)
    if len(text) == len("1911") and not set(text) & set("十百千"):
        return int("".join(str(_HAN[sign]) for sign in text))
    for sign, size in (("千", 1000), ("百", 100)):
        before, large, rest = text.partition(sign)
        if large:
            return (read_han(before) if before else 1) * size + (read_han(rest.lstrip("零〇○")) if rest else 0)
    tens, ten, units = text.partition("十")
    if not ten:
        return sum(_HAN[sign] for sign in text)
    return (_HAN[tens] if tens else 1) * 10 + (_HAN[units] if units else 0)


def read_figures(text: str) -> int:
    """A number in the figures of any script."""
    return int(text)


def year_of(groups: Mapping[str, str], n: int, language: DateLanguage) -> int:
    """The year of one end of an expression; 0 where it has none. ValueError for a number that is no year."""
    if roman := groups.get(f"ry{n}"):
        return read_roman(roman)
    year = int(groups.get(f"y{n}", 0))
    split = groups.get(f"split{n}")
    return _later_year(year, split.lstrip("/-")) if split else year


def _later_year(year: int, ending: str) -> int:
    """1732 of «1731/2»: the year as it is counted from January."""
    later = year + 1
    if not str(later).endswith(ending):
        raise ValueError(f"{year}/{ending} is no year that is counted from two days")
    return later


def may_be_split(year: int, month: int, day: int) -> bool:
    """Whether a day of a year (from January) belongs to another year that begins on 25 March."""
    return (year, month, day) < _SPLIT_UNTIL and (month, day) < (3, 26) and month > 0


def day_of_groups(groups: Mapping[str, str], n: int, language: DateLanguage) -> int:
    """The day of one end; 0 where it has none."""
    if roman := groups.get(f"dr{n}"):
        return read_roman(roman)
    if word := groups.get(f"o{n}"):
        return ordinal_of(word, language)
    return int(groups.get(f"d{n}", 0))


def ordinal_of(word: str, language: DateLanguage) -> int:
    """The number of an ordinal in words, with any capitals: 2 for «Second»."""
    return language.ordinals[word if word in language.ordinals else word.lower()]


def month_of(groups: Mapping[str, str], n: int, language: DateLanguage) -> int:
    """The month of one end by its name, or in figures; 0 where it has none."""
    if name := groups.get(f"m{n}"):
        return language.months[name]
    if n == 1 and (figures := groups.get("iso") or groups.get("nm1")):
        return int(figures)
    return read_roman(groups["nr1"]) if n == 1 and "nr1" in groups else 0
