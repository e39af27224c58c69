"""How words behave in the whole text: with a capital inside sentences or only at their beginning, small, behind an
article, in front of what, and as what the words beside them show a name.

Whether a word is a name is judged by all its places: one capital at the beginning of a sentence says nothing.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from edition.annotate.language import Language
from edition.annotate.words import WordList, split_words
from edition.late_patterns import late_pattern
from edition.model.tokens import STOPS
from edition.project.language_tables import NameWords

_STOPS = (*sorted(STOPS), ":", ";", "·", "—")
_MOST_FOLLOWING = 8  # different words behind a word that are kept
_MOST_CAPITALS = 0.8  # of the letters of a block; above it every word has capitals, and none says anything
_CLOSING = ")]}"
_SHORTEST_STEM = 3  # letters of a word before such an end
_SHORTEST_VERB = 4  # letters
_VERB_AND_NAME = 2  # words
_LONGEST_ABBREVIATION, _LONGEST_SMALL = 4, 3  # letters of a title before a full stop, with a capital and without
_CITED = late_pattern(r"(?:,? et al\.?)?,? \((?:1[5-9]|20)\d\d[a-z]?\)(?![.;])| et al\b")
_STRONG, _WEAK = 2, 1  # what a preposition says for a place


@dataclass(slots=True, eq=False)
class WordLife:
    """The counts of words.

    `inside`, `head`: with a capital inside a sentence and at its beginning. `small`: in small letters, but for words
    behind a hyphen. `behind_article`, `behind_adjective`: with a capital, behind an article, or behind one and a word
    in small letters. `following`: the words behind it. `person`, `place`: how much the words beside it show a person,
    or a place. `titled`: behind a title. `acting`: at the beginning of a sentence, before a verb of persons.
    """

    inside: Counter[str] = field(default_factory=Counter)
    head: Counter[str] = field(default_factory=Counter)
    small: Counter[str] = field(default_factory=Counter)
    behind_article: Counter[str] = field(default_factory=Counter)
    behind_adjective: Counter[str] = field(default_factory=Counter)
    following: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    person: Counter[str] = field(default_factory=Counter)
    place: Counter[str] = field(default_factory=Counter)
    titled: Counter[str] = field(default_factory=Counter)
    acting: Counter[str] = field(default_factory=Counter)

    def is_noun(self, word: str) -> bool:
        """Whether a word stands behind an article: in a language in which nouns have capitals it is no name.

        Behind an article and an adjective it is none unless other places show a person («der junge Werther»).
        """
        return self.behind_article[word] > 0 or (self.behind_adjective[word] > 0 and not self.person[word])

    def stands_small(self, word: str) -> bool:
        """Whether the text has a word in small letters."""
        return self.small[word[:1].lower() + word[1:]] > 0 or self.small[word.lower()] > 0

    def is_opener(self, word: str, names: NameWords) -> bool:
        """Whether a word owes its capital to the beginning of sentences: «Heard Mary», «Presently Tom».

        It never has one inside a sentence, nothing shows a person of the name, and it is one of the words that a
        sentence begins with, or stands in front of small words or of different names.
        """
        if self.inside[word] or self.person[word]:
            return False
        if word.lower() in names.openers or self.stands_small(word):
            return True
        if has_opener_end(word, names):
            return True
        behind = self.following[word] - {""}
        return len(behind) > 1 and self.head[word] > 1


def has_opener_end(word: str, names: NameWords) -> bool:
    """Whether a word ends as verbs and adverbs do: «Walked», «Presently», «Learning»."""
    return any(word.endswith(end) and len(word) >= len(end) + _SHORTEST_STEM for end in names.opener_ends)


def is_shouted(text: str) -> bool:
    """Whether a block is set in capitals, as headings are."""
    letters = [c for c in text[:4000] if c.isalpha()]
    return bool(letters) and sum(c.isupper() for c in letters) > _MOST_CAPITALS * len(letters)


def word_life(texts: Iterable[str], language: Language, names: NameWords) -> WordLife:
    """The life of all words of the texts."""
    life = WordLife()
    beside = _Beside(language, names)
    for text in texts:
        if is_shouted(text):
            continue
        words = split_words(text)
        for at, word in enumerate(words.texts):
            if word[:1].isupper():
                _count_capital(life, beside, words, at, text)
            elif word[:1].islower() and not (at and words.after[at - 1] == "-"):
                life.small[word] += 1
    forenames = {*names.men_named, *names.women_named}
    for word, count in life.acting.items():
        is_opener = word.lower() in names.openers or has_opener_end(word, names)
        if not life.stands_small(word) and (word in forenames or not is_opener):
            life.person[word] += count
    return life


@dataclass(slots=True)
class _Beside:
    """The words that, beside a name, say what it is."""

    language: Language
    names: NameWords
    titles: frozenset[str] = frozenset()
    articles: frozenset[str] = frozenset()
    at: frozenset[str] = frozenset()
    toward: frozenset[str] = frozenset()
    of: frozenset[str] = frozenset()
    says: frozenset[str] = frozenset()
    moves: frozenset[str] = frozenset()
    tells: frozenset[str] = frozenset()
    together: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()  # words before a place
    verb_ends: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        names = self.names
        self.titles = self.language.addresses.union(self.language.genders, names.titles, names.trades)
        self.articles = frozenset((*self.language.articles, *names.articles, *names.determiners))
        self.at, self.toward, self.of = frozenset(names.at), frozenset(names.toward), frozenset(names.of)
        self.says, self.moves, self.tells = frozenset(names.says), frozenset(names.moves), frozenset(names.tells)
        self.together, self.places = frozenset(names.together), self.at | self.toward
        self.verb_ends = (*names.verb_ends, *names.subjects) or ("\0",)

    def place(self, words: WordList, at: int) -> int:
        """What the words before a word say for its being a place: «in X», «came from X», «from X to Y»."""
        before = _before(words, at)
        if before in self.at:
            return _STRONG
        if before not in self.toward or self._before_toward(words, at) in self.tells:
            return 0
        if self._before_toward(words, at) in self.moves or self._is_pair(words, at):
            return _STRONG
        return 0 if before in self.of else _WEAK

    def is_titled(self, words: WordList, at: int) -> bool:
        """Whether a title stands before a word."""
        if at > 1 and words.after[at - 1] == " " and words.texts[at - 1] in self.names.particles:
            at -= 1  # «Landrat von Malsburg»
        before = words.texts[at - 1] if at and words.after[at - 1] in (" ", ".", "-", "") else ""
        return before in self.titles and not ends_sentence(words, at - 1)

    def person(self, words: WordList, at: int, text: str) -> bool:
        """Whether the words beside a word show a person: «with X», «, said X», «wrote to X», «X (1991)»."""
        small = _before(words, at)
        if small in self.together or (small in self.says and self._may_be_inverted(words, at)):
            return True
        if small in self.toward and self._before_toward(words, at) in self.tells:
            return True
        if small in self.articles:
            return False
        return _is_possessive(words, at, text) or bool(_CITED.match(text, words.ends[at]))

    def acts(self, words: WordList, at: int, is_head: bool) -> bool:
        """Whether a verb of a person stands behind a word."""
        before = _before(words, at)
        if before in self.articles or before in self.places:
            return False
        after = words.texts[at + 1] if at + 1 < len(words) and words.after[at] == " " else ""
        if after in self.says:
            return True
        may_be = not is_head or bool(self.names.verb_ends)
        return may_be and len(after) >= _SHORTEST_VERB and after.islower() and after.endswith(self.verb_ends)

    def _may_be_inverted(self, words: WordList, at: int) -> bool:
        """Whether a subject may stand behind its verb: behind a quotation, or where verbs stand so."""
        is_free = bool(self.names.ends) and not self.names.nouns
        return is_free or at < _VERB_AND_NAME or words.after[at - 2] != " "

    @staticmethod
    def _before_toward(words: WordList, at: int) -> str:
        return words.texts[at - 2].lower() if at > 1 and words.after[at - 2] == " " else ""

    def _is_pair(self, words: WordList, at: int) -> bool:
        """Whether two such words stand around one another: «from Tilbury to York»."""
        near = [i for i in (at - 3, at + 1) if 0 <= i < len(words.texts) - 1]
        return any(words.texts[i].lower() in self.toward and words.texts[i + 1][:1].isupper() for i in near)


def _before(words: WordList, at: int) -> str:
    """The word before a word, in small letters, if a blank alone is between them, or ""."""
    return words.texts[at - 1].lower() if at and words.after[at - 1] == " " else ""


def _count_capital(life: WordLife, beside: _Beside, words: WordList, at: int, text: str) -> None:
    word = words.texts[at]
    after = words.texts[at + 1] if at + 1 < len(words) and words.after[at] == " " else ""
    is_head = heads_sentence(words, at, beside.names, beside.language.addresses)
    (life.head if is_head else life.inside)[word] += 1
    if len(life.following[word]) < _MOST_FOLLOWING:
        life.following[word].add(after)
    before = _before(words, at)
    life.behind_article[word] += before in beside.articles
    is_adjective = before.islower() and words.texts[at - 1].islower() and before not in beside.together
    life.behind_adjective[word] += is_adjective and _before(words, at - 1) in beside.articles
    life.titled[word] += (is_titled := beside.is_titled(words, at))
    if is_titled or beside.person(words, at, text):
        life.person[word] += 1
    elif beside.acts(words, at, is_head):
        (life.acting if is_head else life.person)[word] += 1
    else:
        life.place[word] += beside.place(words, at)


def _is_possessive(words: WordList, at: int, text: str) -> bool:
    end = words.ends[at]
    return text[end : end + 2] in ("'s", "’s") and not text[end + 2 : end + 3].isalnum()


def ends_sentence(words: WordList, at: int) -> bool:
    """Whether a title ends a sentence or a part of it: «the captain. Wells», but not «Prof. Wells»."""
    word, gap = words.texts[at], words.after[at]
    if gap == ".":
        return len(word) > (_LONGEST_ABBREVIATION if word[:1].isupper() else _LONGEST_SMALL)
    return gap not in (" ", "-", "")


def begins_sentence(words: WordList, at: int, titles: Collection[str] = ()) -> bool:
    """Whether a word is the first of its block or stands behind the end of a sentence; the stop of a title is none."""
    if at == 0:
        return True
    gap, before = words.after[at - 1], words.texts[at - 1]
    gap = gap.lstrip(_CLOSING) or gap  # «(see Table 2). Following»
    is_initial = len(before) == 1 and before.isupper() and gap == "."
    return gap.startswith(_STOPS) and not is_initial and not (before in titles and not ends_sentence(words, at - 1))


def heads_sentence(words: WordList, at: int, names: NameWords, titles: Collection[str] = ()) -> bool:
    """Whether a word begins a sentence, also an opener behind a letter: «Wind E. Walked»."""
    if begins_sentence(words, at, titles):
        return True
    word = words.texts[at]
    is_behind_letter = len(words.texts[at - 1]) == 1 and words.after[at - 1] == "."
    return is_behind_letter and (word.lower() in names.openers or has_opener_end(word, names))
