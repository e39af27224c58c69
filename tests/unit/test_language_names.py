"""Names of languages in headers."""

import pytest

from edition.tei.encode.language_names import language_name


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        ("en", "English"), ("ru", "Russian"), ("de", "German"), ("fr", "French"), ("es", "Spanish"), ("la", "Latin"),
        ("grc", "Ancient Greek"), ("enm", "Middle English"), ("fro", "Old French"), ("gmh", "Middle High German"),
        ("hbo", "Ancient Hebrew"), ("cu", "Church Slavic"), ("en-GB", "British English"),
        ("de-CH", "Swiss High German"), ("de-1901", "German (1901)"), ("grc-Latn", "Ancient Greek (Latin)"),
        ("sa-Deva-IN", "Sanskrit (Devanagari, IN)"),
        ("ru-Latn-x-gost", "Russian (Latin, x-gost)"), ("qtx", "qtx"), ("x-klingon", "x-klingon"), ("", ""),
    ],
)  # fmt: skip
def test_a_tag_has_its_name(tag: str, name: str) -> None:
    assert language_name(tag) == name
