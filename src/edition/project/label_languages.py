"""The languages in which the pages and books have labels (xslt/messages)."""

LANGUAGES = ("en", "de")
