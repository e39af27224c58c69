"""Write the names of languages and scripts that headers use, from the Unicode CLDR, as Babel has it.

pip install babel && python tools/language_names.py > src/edition/tei/encode/language_names.tsv
"""

from babel import Locale, __version__

#: What the CLDR has not: languages of old texts (ISO 639-3).
BY_HAND = {"hbo": "Ancient Hebrew", "grc-koi": "Koine Greek", "lzh": "Literary Chinese", "oar": "Old Aramaic"}


def main() -> None:
    """Print the table: a tag, a tab, its name in English; scripts have four letters and a capital."""
    english = Locale("en")
    names = {tag.replace("_", "-"): name for tag, name in {**english.languages, **english.scripts}.items()}
    print(f"# Names in English: CLDR (Babel {__version__}), Unicode License v3 (Unicode-3.0); tools/language_names.py")
    for tag, name in sorted((BY_HAND | names).items()):
        print(f"{tag}\t{name}")


if __name__ == "__main__":
    main()
