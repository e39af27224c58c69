"""Every message that something asks for exists, and every message that exists is asked for.

Stylesheets, scripts and Python are read for what they ask: a key as it stands («nav.read»), or the beginning of keys
that end in a word of the program («kind.» and `omission`). The last test takes messages out and puts some in, so that
this reading is known to notice both.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from lxml import etree

from edition.project.message_file import OPEN_KEYS, OPTIONAL_KEYS, split_form
from edition.project.plural_rules import FORMS

ROOT = Path(__file__).parents[2]
XSLT = ROOT / "xslt"
#: What gives the keys of messages to a script: the script, the name it has them by, and the beginning of the keys.
SCRIPTS = (("js/*.js", "labels", "js."), ("search.js", "say", "search.js."), ("js/50-compare.js", "say", "compare."),
           ("js/37-variants.js", "say", "variants.filter."), ("apparatus.js", "say", "apparatus.js."),
           ("pinned.js", "say", "apparatus.js."))  # fmt: skip
#: Names of other values that a script has by the same name.
NO_MESSAGE = {"compare.fold", "variants.filter.witnesses", "apparatus.js.witnesses"}
#: Messages that pages find by the English sentences of the header (test_labels.py compares the two).
OF_HEADER = "header."
#: Functions of the stylesheets and of Python that take the key of a message first; of the counted ones second.
FIRST = r"(?:f:say|f:say-or|f:prose|f:table-region|f:quotation-marks)\(\(*"
COUNTED = r"f:count-of\([^()]*(?:\([^()]*(?:\([^()]*\)[^()]*)*\)[^()]*)*, "
PYTHON = r"\b(?:label|label_or|counted_label|has_label)\([\w.]+, f?"


@cache
def stylesheets() -> str:
    folders = (XSLT, XSLT / "modules", XSLT / "passes")
    return "\n".join(path.read_text(encoding="utf-8") for one in folders for path in sorted(one.glob("*.xsl")))


@cache
def python() -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "src").rglob("*.py")))


@cache
def script(pattern: str) -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted((XSLT / "site").glob(pattern)))


def english() -> set[str]:
    return {str(m.get("key")) for m in etree.parse(XSLT / "messages" / "en.xml").getroot().iter("m")}


@cache
def asked() -> frozenset[str]:
    """Keys that are asked for as they stand; of counted messages without the form."""
    return frozenset(find_asked())


def find_asked() -> Iterator[str]:
    yield from re.findall(rf"{FIRST}'([\w.-]*\w)'(?! ?\|\|)", stylesheets())
    yield from re.findall(rf"{COUNTED}'([\w.-]+)'", stylesheets())
    yield from re.findall(rf"{PYTHON}[\"']([a-z][\w.-]*\w)[\"']", python())
    yield from (f"export.{key}" for key in re.findall(r"export_message\([\w.]+, \"([\w-]+)\"", python()))
    for pattern, name, begin in SCRIPTS:
        found = re.findall(rf"\b{name}(?:\.([a-z]+)\b|\[\"([\w.-]+)\"\])", script(pattern))
        found += [(key, "") for key in re.findall(rf"form\({name}, \"([\w.]+)\"", script(pattern))]
        yield from ({f"{begin}{one or other}" for one, other in found} - NO_MESSAGE)


@cache
def begun() -> frozenset[str]:
    """Beginnings of keys, to which a stylesheet, a script or Python puts a word: «kind.», «print.guide.layer.»."""
    found = set(re.findall(r"'((?:[a-z][\w-]*\.)+)' ?\|\|", stylesheets()))
    found |= {one for one in re.findall(r"f\"((?:[a-z][\w-]*\.)+)\{", python()) if one.startswith(("date.", "export."))}
    found |= {"js." + one for one in re.findall(r"labels\[\"([a-z]+\.)\" \+", script("js/*.js"))}
    return frozenset(found | {"js.", "compare."})  # labels[name + "." + value]; put("gone", …)


@cache
def words() -> frozenset[str]:
    """Words that the program has as values: kinds, classes, names of pages and choices."""
    texts = (stylesheets(), python(), script("js/*.js"), script("search.js"))
    quoted = {word for text in texts for word in re.findall(r"[\"']([\w.-]+|[/?])[\"']", text)}
    listed = {
        word for text in texts for one in re.findall(r"[\"']([a-z][a-zA-Z -]+)[\"']", text) for word in one.split()
    }
    return frozenset(quoted | listed | set(re.findall(r"\b(\w+):", script("js/*.js"))))


@cache
def endings() -> frozenset[str]:
    """What stylesheets put behind a key: «.verse», «.remark»."""
    return frozenset(re.findall(r"'(\.[a-z][\w.-]*)'", stylesheets()))


def is_used(key: str) -> bool:
    """Whether something asks for a message: by its key, or by its beginning and a word that the program has."""
    stem, _ = split_form(key)
    if stem in asked() or stem in words() or key.startswith((*OPEN_KEYS, OF_HEADER)):
        return True
    if any(stem.endswith(one) and is_used(stem.removesuffix(one)) for one in endings()):
        return True
    rests = (stem.removeprefix(begin) for begin in begun() if stem.startswith(begin))
    return any(rest.isdigit() or rest in words() for rest in rests) or is_choice(stem)


def is_choice(key: str) -> bool:
    """Whether a key is that of a choice that the reader has: `js.theme.dark`."""
    name, _, value = key.removeprefix("js.").partition(".")
    choices = re.findall(r"^ {4}(\w+): \[(.*)\]", script("js/00-view.js"), re.MULTILINE)
    return key.startswith("js.") and any(name == one and f'"{value}"' in values for one, values in choices)


def problems(there: set[str]) -> list[str]:
    """What is asked for and not there; what is there and nothing asks for."""
    stems = {split_form(key)[0] for key in there}
    lacking = [f"lacks {key}" for key in sorted(asked()) if key not in stems and key not in OPTIONAL_KEYS]
    lacking += [
        f"lacks all of {b}" for b in sorted(begun()) if not any(k.startswith(b) for k in (*there, *OPTIONAL_KEYS))
    ]
    return lacking + [f"nothing asks for {key}" for key in sorted(there) if not is_used(key)]


def test_messages_are_those_that_are_asked_for() -> None:
    assert len(asked()) > 250
    assert problems(english()) == []


def test_a_message_that_is_taken_out_or_put_in_is_noticed() -> None:
    there, whole = english(), asked()
    out = [key for key in there if split_form(key)[0] in whole]
    assert len(out) > 250
    for key in out:
        stem, form = split_form(key)
        less = there - {f"{stem}.{one}" for one in FORMS} if form else there - {key}
        assert f"lacks {stem}" in problems_of_lack(less)
    for key in (
        "nav.readers",
        "js.keys.off.why",
        "search.js.nothing",
        "print.guide.foot.prose.verse",
        "date.day.night",
    ):
        assert f"nothing asks for {key}" in problems(there | {key})


def problems_of_lack(there: set[str]) -> list[str]:
    stems = {split_form(key)[0] for key in there}
    return [f"lacks {key}" for key in asked() if key not in stems]
