"""Characters that XML cannot hold, as pictures of themselves: for pages and graphs that people look at."""

_PICTURES = {code: 0x2400 + code for code in range(0x20) if chr(code) not in "\t\n\r"}


def drawable(text: str) -> str:
    """The text with U+2401 for the control character U+0001, and so on."""
    return text.translate(_PICTURES)
