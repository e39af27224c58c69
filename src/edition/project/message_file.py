"""A message file: what it says by key, its plural rules, and the checks of one that an editor wrote."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache

from lxml import etree

from edition.errors import InputError
from edition.late_patterns import late_pattern
from edition.project import elisions
from edition.project.assets import asset
from edition.project.config_checks import check_address, check_language
from edition.project.label_languages import ENGLISH, label_language
from edition.project.plural_rules import FORMS, REST, PluralRules, parse_rule
from edition.xml.parse import Document, parse_document

#: Prefixes of keys that an edition may add: relations, events, editorial principles, groups of downloads.
OPEN_KEYS = ("relation.", "event.", "principle.", "downloads.group.", "downloads.title.")
#: Keys that a language needs only where its grammar asks for them, and the key whose places they have:
#: «jusqu’au 1er août», a month that stands alone (ru «март»), a year before Christ behind a day.
_LIMITS = ("date.after", "date.before", "date.between", "date.from", "date.until", "date.about")
OPTIONAL_KEYS: Mapping[str, str] = {
    **{f"{limit}.{unit}": limit for limit in _LIMITS for unit in ("day", "month", "year")},
    **{f"date.month.{number}.alone": f"date.month.{number}" for number in range(1, 13)},
    "date.day.bc": "date.day",
    "date.month.bc": "date.month",
    "date.elisions": "number",
    "number.short": "number",
    "sort.letters": "number",
    "js.cite.accessed.day": "js.cite.accessed",
}
_LINK = late_pattern(r"\[[^\]]+\]\(([^)]+)\)")  # as xslt/modules/say.xsl reads it
_PLACE = late_pattern(r"\{\d\}")
_NUMBER = late_pattern(r"#[^\w#*]##0|0")  # xslt/site/js/00-view.js reads the sign between thousands
_SPACE = late_pattern(r"[ \t\r\n]+")  # a no-break space is a part of the words
_WORD = late_pattern(r"[A-Za-z]{2,}")
_SENTENCE = 3  # words of a message that is not the same in two languages by chance
_LETTERS = late_pattern(r"(?:[^\W\d_]{1,3}(?: ?< ?[^\W\d_]{1,3})+(?:; ?(?!$)|$))+")
_BY_DEFAULT = "n = 1"


@dataclass(frozen=True, slots=True)
class MessageFile:
    """What a message file says by key, in which language, and its plural rules (None: it states none)."""

    language: str
    name: str  # of the language, in itself
    texts: Mapping[str, str]
    plurals: PluralRules | None
    path: str = ""

    @property
    def rules(self) -> PluralRules:
        """Its rules, or those of a language with «one» and «other»."""
        return self.plurals or PluralRules({"one": _BY_DEFAULT})


@cache
def shipped_file(language: str) -> MessageFile:
    """The message file of the program for a language."""
    name = f"{language}.xml"
    document = parse_document(asset("xslt", "messages", name).read_bytes(), name)
    texts = {message.get("key", ""): text_of(message) for message in document.root.iter("m")}
    return _made(document, texts)


@cache
def counted_keys() -> frozenset[str]:
    """The keys of messages that have forms: `place` of `place.one` and `place.other`."""
    texts = shipped_file(ENGLISH).texts
    return frozenset(k.removesuffix(f".{REST}") for k in texts if f"{k.removesuffix(REST)}one" in texts)


def split_form(key: str) -> tuple[str, str]:
    """The key and the form of a counted message («place», «few»); of others the key and "".

    >>> split_form("place.few"), split_form("nav.read")
    (('place', 'few'), ('nav.read', ''))
    """
    stem, _, form = key.rpartition(".")
    return (stem, form) if form in FORMS and stem in counted_keys() else (key, "")


def places_in(words: str) -> set[str]:
    """The places {1}, {2} … of a message."""
    return set(_PLACE.findall(words))


def text_of(message: etree._Element) -> str:
    """The words of a message on one line."""
    return _SPACE.sub(" ", message.text or "").strip(" ")


def read_message_file(data: bytes, path: str, language: str = "") -> MessageFile:
    """The message file of an editor; `language` is that of a file which does not state its own.

    InputError with the position for a key that no page asks for, a place ({1}) that is lacking or too many, a rule that
    cannot be read, a form that is lacking where others of the message are given, and a link that no page may have.
    """
    document = parse_document(data, path)
    _check_elements(document)
    if problem := check_language(document.root.get("lang") or language or ENGLISH):
        raise InputError(f"{document.position(document.root)}: lang = {document.root.get('lang')!r} {problem}")
    _drop_copies(document, document.root.get("lang") or language or ENGLISH)
    plurals = _read_plurals(document)
    rules = (plurals or _rules_for(document.root.get("lang") or language)).forms
    texts: dict[str, str] = {}
    for message in document.root.iter("m"):
        key = message.get("key", "")
        if key in texts:
            raise InputError(f"{document.position(message)}: the message {key!r} stands twice")
        _check_key(document, message, rules)
        for problem in (*_check_links(text_of(message)), *_check_value(key, text_of(message))):
            raise InputError(f"{document.position(message)}: {problem}")
        texts |= {
            name: text_of(message) for name in ([f"{key}.{f}" for f in rules] if key in counted_keys() else [key])
        }
    made = _made(document, texts, language)
    _check_places(document, made)
    return made


def _drop_copies(document: Document, language: str) -> None:
    """Takes out what a translator who began with a copy of the English file has not come to yet.

    These are counted messages, which would lack forms, and sentences. Single words may be the same in both languages
    («Text»), and where the program has labels in the language, English words are meant to be there.
    """
    english = shipped_file(ENGLISH).texts
    for message in [] if label_language(language) else list(document.root.iter("m")):
        key, words = message.get("key", ""), text_of(message)
        is_sentence = len(_WORD.findall(words)) >= _SENTENCE
        if english.get(key) == words and (is_sentence or split_form(key)[1]):
            document.root.remove(message)


def _check_elements(document: Document) -> None:
    """InputError for what is no part of a file of labels: it would be lost without a word."""
    for element in document.root.iter(etree.Element):
        parent = element.getparent()
        allowed = ("messages",) if parent is None else ("m", "plural") if parent is document.root else ()
        if element.tag not in allowed:
            where = "a file of labels is <messages>" if parent is None else "in <messages> stand <m> and <plural>"
            said = where if parent is None or parent is document.root else "a message holds words alone, no elements"
            raise InputError(
                f"{document.position(element)}: {etree.QName(element).localname!r} has no place here; {said}"
            )


def _made(document: Document, texts: Mapping[str, str], language: str = "") -> MessageFile:
    tag = document.root.get("lang") or language
    return MessageFile(tag, document.root.get("name") or tag, texts, _read_plurals(document), document.path)


def _rules_for(language: str) -> PluralRules:
    """The rules of the program's file for a language; of a language that it has not, those of English."""
    primary = language.split("-")[0]
    there = asset("xslt", "messages").joinpath(f"{primary}.xml").exists() if primary else False
    return shipped_file(primary if there else ENGLISH).rules


# -- plural rules


def _read_plurals(document: Document) -> PluralRules | None:
    rules: dict[str, str] = {}
    seen: set[str] = set()
    for plural in document.root.iter("plural"):
        form, when = plural.get("form", ""), plural.get("when", "")
        if problem := _check_plural(form, when, seen):
            raise InputError(f"{document.position(plural)}: {problem}")
        seen.add(form)
        if form != REST:
            rules[form] = when
            try:
                parse_rule(when)
            except ValueError as error:
                said = f"«{error}» is no rule; write it as CLDR does: n % 10 = 2..4 and n % 100 != 12..14"
                raise InputError(f"{document.position(plural)}: {said}") from None
    return PluralRules(rules) if seen else None


def _check_plural(form: str, when: str, seen: set[str]) -> str:
    if form not in FORMS:
        return f"there is no plural form {form!r}; there is {', '.join(FORMS)}"
    if form in seen:
        return f"the plural form {form!r} stands twice"
    if form == REST and when:
        return f"{REST!r} is the form of all other numbers; it has no rule (when)"
    if form != REST and not when.strip():
        return f'the plural form {form!r} needs its rule: when="n = 1"'
    return ""


# -- messages


def _check_key(document: Document, message: etree._Element, forms: tuple[str, ...]) -> None:
    key = message.get("key", "")
    english = shipped_file(ENGLISH).texts
    stem, form = split_form(key)
    if form and form not in forms:
        problem = (
            f"the message {stem!r} has a form {form!r}, for which the file has no rule; there is {', '.join(forms)}"
        )
        raise InputError(f'{document.position(message)}: {problem}; or add <plural form="{form}" when="…"/>')
    if form or key in english or key in OPTIONAL_KEYS or key in counted_keys() or key.startswith(OPEN_KEYS):
        return
    known = sorted({*english, *OPTIONAL_KEYS})
    near = f"; did you mean {found[0]}?" if (found := get_close_matches(key, known, 1)) else ""
    raise InputError(f"{document.position(message)}: there is no message {key!r}{near}")


def _check_places(document: Document, made: MessageFile) -> None:
    """The places of each message, and the forms of each that is counted."""
    given = {split_form(key)[0] for key in made.texts}
    rules = made.plurals or _rules_for(made.language)
    for message in document.root.iter("m"):
        key = message.get("key", "")
        stem, form = split_form(key)
        if form and made.plurals and (lacking := [f for f in rules.forms if f"{stem}.{f}" not in made.texts]):
            problem = f"the message {stem!r} has no form {lacking[0]!r}, which the plural rules of this file ask for"
            added = " and ".join(f'<m key="{stem}.{one}">' for one in lacking)
            raise InputError(f"{document.position(message)}: {problem}; add {added}")
        needed, allowed = _expected_places(key, rules)
        found = places_in(text_of(message))
        if wrong := sorted((needed - found) | (found - allowed)) if stem in given else ():
            reference = _reference(key)
            raise InputError(f"{document.position(message)}: {wrong[0]} stands for what is put in: {reference!r}")


def _expected_places(key: str, rules: PluralRules) -> tuple[set[str], set[str]]:
    """The places that a message must have, and those that it may have; of an own kind any."""
    reference = _reference(key)
    if not reference:
        return set(), {f"{{{number}}}" for number in range(10)}
    places = places_in(reference)
    _, form = split_form(key)
    return set() if form and rules.is_single(form) else places, places  # «1 place» may be written in full


def _reference(key: str) -> str:
    """The English message whose places a message has."""
    english = shipped_file(ENGLISH).texts
    stem, form = split_form(key)
    name = f"{stem}.{REST}" if form or key in counted_keys() else OPTIONAL_KEYS.get(key, key)
    return english.get(name, "")


def _check_value(key: str, words: str) -> Iterator[str]:
    """What is wrong with a message that the program reads itself."""
    if key in ("number", "number.short") and not _NUMBER.fullmatch(words):
        yield f"{words!r} is no pattern of numbers; write #,##0 with the sign between thousands, or 0 for none"
    if key == elisions.KEY and (problem := elisions.check_elisions(words)):
        yield problem
    if key == "sort.letters" and not _LETTERS.fullmatch(words):
        yield f"{words!r} is no order of letters; write each behind the one that it follows: n < ñ; h < ch"


def _check_links(words: str) -> Iterator[str]:
    for address in _LINK.findall(words):
        if problem := check_address(address):
            yield f"the link to {address!r} {problem}"
