"""The languages in which the pages and books have labels: one file `xslt/messages/<language>.xml` each."""

from edition.project.assets import asset

ENGLISH = "en"  # the language in which a message stands that another lacks


def _find_languages() -> tuple[str, ...]:
    found = sorted(path.stem for path in asset("xslt", "messages").glob("*.xml"))
    return (ENGLISH, *(name for name in found if name != ENGLISH))


#: English first, then the others.
LANGUAGES = _find_languages()


def label_language(tag: str) -> str:
    """The language of the labels for a tag: its own file, else that of its first part (`de` for `de-AT`); else ""."""
    whole = tag.casefold()
    return next((name for asked in (whole, whole.split("-")[0]) for name in LANGUAGES if name.casefold() == asked), "")
