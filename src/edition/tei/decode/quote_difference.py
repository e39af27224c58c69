"""The words in which two texts differ first, for messages."""

_CONTEXT = 2  # words before
_MOST = 60  # characters of a quotation


def quote_difference(one: str, other: str) -> tuple[str, str]:
    """The first words that differ, of each text, with two words before; «…» where a text goes on.

    >>> quote_difference("On 4 May the rope broke at noon.", "On 4 May the rope held at noon.")
    ('the rope broke …', 'the rope held …')
    >>> quote_difference("the rope", "the rope broke")
    ('the rope', 'the rope broke')
    """
    ours, theirs = one.split(), other.split()
    same = next((i for i, (a, b) in enumerate(zip(ours, theirs, strict=False)) if a != b), min(len(ours), len(theirs)))
    alike = 0
    while alike < min(len(ours), len(theirs)) - same and ours[-1 - alike] == theirs[-1 - alike]:
        alike += 1
    return _quote(ours, same, alike), _quote(theirs, same, alike)


def _quote(words: list[str], start: int, alike: int) -> str:
    end = len(words) - alike
    said = " ".join(words[max(0, start - _CONTEXT) : end])
    if len(said) > _MOST:
        return f"{said[:_MOST].rstrip()} …"
    return f"{said} …" if alike else said
