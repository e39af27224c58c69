"""How words behave in the whole text: with a capital inside sentences or only at their beginning, small, behind an
article, in front of what, and as what the words beside them show a name.

Whether a word is a name is judged by all its places: one capital at the beginning of a sentence says nothing.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from edition.annotate.language import Language
from edition.annotate.words import WordList, split_words
from edition.project.language_tables import NameWords

_STOPS = (".", "!", "?", ":", "…", ";", "·", "—")
_MOST_FOLLOWING = 8  # different words behind a word that are kept


@dataclass(slots=True, eq=False)
class WordLife:
    """The counts of words.

    `inside`, `head`: with a capital inside a sentence and at its beginning. `small`: in small letters, but for words
    behind a hyphen. `behind_article`: with a capital, behind an article. `following`: the words behind it. `person`,
    `place`: how often the words beside it show a person, or a place.
    """

    inside: Counter[str] = field(default_factory=Counter)
    head: Counter[str] = field(default_factory=Counter)
    small: Counter[str] = field(default_factory=Counter)
    behind_article: Counter[str] = field(default_factory=Counter)
    following: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    person: Counter[str] = field(default_factory=Counter)
    place: Counter[str] = field(default_factory=Counter)

    def is_noun(self, word: str) -> bool:
        """Whether a word stands behind an article: in a language in which nouns have capitals it is no name."""
        return self.behind_article[word] > 0

    def stands_small(self, word: str) -> bool:
        """Whether the text has a word in small letters."""
        return self.small[word[:1].lower() + word[1:]] > 0 or self.small[word.lower()] > 0


def word_life(texts: Iterable[str], language: Language, names: NameWords) -> WordLife:
    """The life of all words of the texts."""
    life = WordLife()
    beside = _Beside(language, names)
    for text in texts:
        words = split_words(text)
        for at, word in enumerate(words.texts):
            if word[:1].isupper():
                _count_capital(life, beside, words, at, text)
            elif word[:1].isalpha() and not (at and words.after[at - 1] == "-"):
                life.small[word] += 1
    return life


@dataclass(slots=True)
class _Beside:
    """The words that, beside a name, say what it is."""

    language: Language
    names: NameWords
    articles: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    says: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        self.articles = frozenset((*self.language.articles, *self.names.articles))
        self.places = frozenset((*self.language.locatives, *self.names.at)) - {self.language.of}
        self.says = frozenset(self.names.says)


def _count_capital(life: WordLife, beside: _Beside, words: WordList, at: int, text: str) -> None:
    word = words.texts[at]
    before = words.texts[at - 1] if at and words.after[at - 1] in (" ", ".", "-", "") else ""
    after = words.texts[at + 1] if at + 1 < len(words) and words.after[at] == " " else ""
    (life.head if begins_sentence(words, at) else life.inside)[word] += 1
    if len(life.following[word]) < _MOST_FOLLOWING:
        life.following[word].add(after)
    if before.lower() in beside.articles and words.after[at - 1] == " ":
        life.behind_article[word] += 1
    if before in beside.language.addresses or after in beside.says or _is_possessive(words, at, text):
        life.person[word] += 1
    elif before.lower() in beside.places:
        life.place[word] += 1


def _is_possessive(words: WordList, at: int, text: str) -> bool:
    end = words.ends[at]
    return text[end : end + 2] in ("'s", "’s") and not text[end + 2 : end + 3].isalnum()


def begins_sentence(words: WordList, at: int) -> bool:
    """Whether a word is the first of its block or stands behind the end of a sentence."""
    if at == 0:
        return True
    gap, before = words.after[at - 1], words.texts[at - 1]
    is_initial = len(before) == 1 and before.isupper() and gap == "."
    return gap.startswith(_STOPS) and not is_initial
