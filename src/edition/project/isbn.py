"""The number of a book: ISBN of 10 or 13 digits, with the digit that guards against misprints."""

_TEN, _THIRTEEN = 10, 13
_CROSS = "X"  # stands for ten, as the last digit of ten


def is_isbn(said: str) -> bool:
    """Whether digits, hyphens and blanks are a number that a book can have.

    >>> is_isbn("978-3-16-148410-0"), is_isbn("978-3-16-148410-1"), is_isbn("0-8044-2957-X")
    (True, False, True)
    """
    digits = said.replace("-", "").replace(" ", "")
    if not digits.isascii() or not digits[:-1].isdigit() or not (digits[-1].isdigit() or digits[-1] == _CROSS):
        return False
    values = [10 if digit == _CROSS else int(digit) for digit in digits]
    if len(values) == _TEN:
        return sum(weight * value for weight, value in zip(range(_TEN, 0, -1), values, strict=True)) % 11 == 0
    weighted = sum(value * (3 if place % 2 else 1) for place, value in enumerate(values))
    return len(values) == _THIRTEEN and _CROSS not in digits and digits[:3] in ("978", "979") and weighted % 10 == 0
