"""The columns of one block as a sequence of places: which tokens are at each place, and where the witnesses differ."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from edition.collation.apparatus.spelling_variants import GENERAL, Sameness, Spelling, spelling_by
from edition.collation.blocks.aligned_tokens import AlignedTokens
from edition.collation.thresholds import CONTENT_LENGTH, NAME_REACH
from edition.collation.tokens.normalize import is_word, normalize
from edition.collation.tokens.witness_tokens import Words
from edition.model.tokens import STOPS

Range = tuple[int, int]  # places [start, end)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Columns of one block: an agreement, a variation unit, or a passage that the witnesses in `absent` lack as a
    whole. `resp`, `rule`: of a unit whose bounds the editor decided, who did, and by which decision. `is_forced`: it is
    a unit even where all agree.
    """

    columns: tuple[int, ...]
    is_unit: bool
    absent: tuple[int, ...] = ()
    resp: str = ""
    rule: str = ""
    is_forced: bool = False


@dataclass(slots=True)
class BlockView:
    """The columns of a block and the witnesses that are collated in it.

    `columns` are numbers of columns of the table; a place is an index into them. If `nested`, a fragment is extant
    throughout the block; otherwise only where one of its passages is.
    """

    table: AlignedTokens
    columns: Sequence[int]
    present: Sequence[int]
    nested: bool
    _at: dict[int, dict[int, int]] | None = None
    _names: list[Range] | None = None
    _content_cache: dict[tuple[int, int, int, int], list[str]] = field(default_factory=dict)
    _texts: list[tuple[int, list[str], list[bool] | None]] = field(default_factory=list)

    def __post_init__(self) -> None:
        for w in self.present:
            self._texts.append((w, self.words(w).text, None if self.nested else self.table.runs.get(w)))

    @property
    def at(self) -> dict[int, dict[int, int]]:
        """By witness and token, the place of the token."""
        if self._at is None:
            cells = [self.table.columns[c] for c in self.columns]
            self._at = {w: {t: i for i, one in enumerate(cells) if (t := one[w]) >= 0} for w in self.present}
        return self._at

    def __len__(self) -> int:
        return len(self.columns)

    def words(self, witness: int) -> Words:
        """The tokens of a witness."""
        return self.table.words[witness]

    def tokens_at(self, place: int) -> list[tuple[int, int]]:
        """The (witness, token) pairs at a place, of the witnesses collated here."""
        cells = self.table.columns[self.columns[place]]
        return [(w, cells[w]) for w in self.present if cells[w] >= 0]

    def tokens(self, witness: int, start: int, end: int) -> list[int]:
        """The tokens of a witness at places [start, end), in the order of the places."""
        columns = self.table.columns
        return [token for column in self.columns[start:end] if (token := columns[column][witness]) >= 0]

    def find_variation(self) -> list[Range]:
        """The stretches of places on which the witnesses differ."""
        return find_ranges([not self.is_agreement(place) for place in range(len(self))])

    def is_agreement(self, place: int) -> bool:
        """Whether all witnesses that are extant at a place have the same word there; white space is not compared."""
        column = self.columns[place]
        cells = self.table.columns[column]
        text = ""
        for w, texts, runs in self._texts:
            token = cells[w]
            if runs is not None and not runs[column]:
                if token >= 0:
                    return False
                continue
            if token < 0 or texts[token] != (text or texts[token]):
                return False
            text = texts[token]
        return text != ""

    def is_mark(self, place: int) -> bool:
        """Whether all tokens at a place are punctuation marks."""
        return not any(is_word(self.words(w).text[t]) for w, t in self.tokens_at(place))

    def is_lacunose(self, witness: int, place: int) -> bool:
        """Whether a witness is a fragment that is not extant at a place."""
        runs = self.table.runs.get(witness)
        return runs is not None and not self.nested and not runs[self.columns[place]]

    def has_words(self, one: Range) -> bool:
        """Whether there is a word at any of the places."""
        return not all(self.is_mark(place) for place in range(*one))

    def is_spelling(self, place: int) -> bool:
        """Whether the witnesses differ at a place in nothing but the spelling of one word, by their languages."""
        column = self.columns[place]
        extant = sum(runs is None or runs[column] for _, _, runs in self._texts)
        tokens = [(self.words(w), t) for w, t in self.tokens_at(place)]
        forms = [(words, words.regular.get(t, words.text[t])) for words, t in tokens]
        if len(forms) < extant or self.is_mark(place):
            return False
        if len({normalize(form) for _, form in forms}) == 1:
            if any(t in words.regular and words.text[t] != forms[0][1] for words, t in tokens):
                return True
            if len({form.casefold() for _, form in forms}) == 1:  # but for capitals, which say where sentences begin
                return False
        first = forms[0][1]
        return all(self._spelling(words).compare(first, form) is not Sameness.NO for words, form in forms[1:])

    def group_by_words(self, one: Range) -> dict[int, int]:
        """By witness that is extant at the places, the first one with the same words there, however they are spelt."""
        groups: dict[tuple[str, ...], int] = {}
        made: dict[int, int] = {}
        for w, _, runs in self._texts:
            columns = self.columns[one[0] : one[1]]
            if runs is None or any(runs[c] for c in columns):
                made[w] = groups.setdefault(self._skeletons(w, one), w)
        return made

    def parts_across(self, place: int) -> bool:
        """Whether the witnesses part at a place and at the one before it in two ways of which neither refines the
        other: «then the king] the king G · then kings E» is said of two words. A witness without
        a word at either does not count."""
        if self.is_mark(place - 1) or self.is_mark(place):
            return False
        here = {w for at in (place - 1, place) for w, _ in self.tokens_at(at)}
        one, other = self.group_by_words((place - 1, place)), self.group_by_words((place, place + 1))
        pairs = {(one[w], other[w]) for w in one.keys() & other.keys() & here}
        return len({a for a, _ in pairs}) < len(pairs) > len({b for _, b in pairs})

    def _skeletons(self, witness: int, one: Range) -> tuple[str, ...]:
        words = self.words(witness)
        spelling = self._spelling(words)
        forms = (words.regular.get(t, words.text[t]) for t in self.tokens(witness, *one))
        return tuple(spelling.skeleton(form) for form in forms if is_word(form))

    def _spelling(self, words: Words) -> Spelling:
        return spelling_by(self.table.spelling.get(words.siglum, GENERAL))

    def is_light(self, place: int) -> bool:
        """Whether the first token at a place is a mark or a word below `CONTENT_LENGTH` letters; numbers are not
        light.
        """
        w, token = self.tokens_at(place)[0]
        word = self.words(w).text[token]
        return len(word) < CONTENT_LENGTH and not word.isdigit()

    def ends_sentence(self, places: Iterable[int]) -> bool:
        """Whether a sentence ends at one of the places."""
        return any(self.words(w).text[t] in STOPS for place in places for w, t in self.tokens_at(place))

    def names(self) -> list[Range]:
        """The places of each name of each witness, if all its tokens are in this block."""
        if self._names is None:
            self._names = sorted(set(self._find_names()))
        return self._names

    def _find_names(self) -> Iterator[Range]:
        for w in self.present:
            words = self.words(w)
            if not (words.spans or words.parts):
                continue
            places = self.at[w]
            for first, last in ((t, last) for t in places for last, _ in words.spans_from(t)):
                found = [places[t] for t in range(first, last + 1) if t in places]
                if len(found) == last - first + 1 and max(found) - min(found) < len(found) + NAME_REACH:
                    yield min(found), max(found) + 1

    def content_words(self, witness: int, start: int, end: int, least: int = CONTENT_LENGTH) -> list[str]:
        """The content of a witness at places [start, end), in the order of its text.

        Names and dates are represented by what they name; numbers and words of at least `least` letters by their norm.
        """
        key = witness, start, end, least
        if key not in self._content_cache:
            self._content_cache[key] = self._find_content_words(*key)
        return self._content_cache[key]

    def _find_content_words(self, witness: int, start: int, end: int, least: int) -> list[str]:
        words = self.words(witness)
        made: list[str] = []
        tokens = self.tokens(witness, start, end)
        inside, skip = set(tokens), -1
        for t in sorted(tokens):
            if t <= skip:
                continue
            last, name = words.named_at(t, inside)
            if name:
                made.append(name)
                skip = last
            elif is_word(words.norm[t]) and (len(words.norm[t]) >= least or words.norm[t].isdigit()):
                made.append(words.norm[t])
        return made


def find_ranges(flags: Sequence[bool]) -> list[Range]:
    """The ranges [start, end) of consecutive true flags."""
    made: list[Range] = []
    start = -1
    for i, flag in enumerate([*flags, False]):
        if flag and start < 0:
            start = i
        elif not flag and start >= 0:
            made.append((start, i))
            start = -1
    return made
