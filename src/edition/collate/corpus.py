"""All witnesses as arrays of numbers over one shared vocabulary."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from edition.collate.arrays import Cells, Floats
from edition.collate.normalize import is_word, normal
from edition.collate.tokenize import TOKEN

_MARK_WEIGHT = 0.5  # a punctuation mark says less than a word as frequent
_LEAST_SURPRISE = 0.7  # even the commonest word says something


@dataclass
class Corpus:
    """Tokens of every witness: offsets into its text, number of the form as written, number of the key.

    The key is the normal form under which tokens are compared. `texts[w][starts[w][i]:ends[w][i]]` is token i of
    witness w.
    """

    sigla: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    starts: list[Cells] = field(default_factory=list)
    ends: list[Cells] = field(default_factory=list)
    forms: list[Cells] = field(default_factory=list)
    keys: list[Cells] = field(default_factory=list)
    form_names: list[str] = field(default_factory=list)
    key_names: list[str] = field(default_factory=list)
    _form_numbers: dict[str, int] = field(default_factory=dict, repr=False)
    _key_numbers: dict[str, int] = field(default_factory=dict, repr=False)

    def add_text(self, siglum: str, text: str, norms: Sequence[str] | None = None) -> None:
        """Add a witness; `norms` gives the key of every token, where the caller knows better than its normal form."""
        tokens: list[str] = TOKEN.findall(text)
        starts = np.fromiter((match.start() for match in TOKEN.finditer(text)), np.int32, len(tokens))
        self._add(siglum, text, tokens, starts, norms)

    def add_tokens(self, siglum: str, tokens: Sequence[str], norms: Sequence[str] | None = None) -> None:
        """Add a witness tokenised elsewhere; its text is the tokens with one space between them."""
        lengths = np.fromiter(map(len, tokens), np.int64, len(tokens))
        starts = (np.cumsum(lengths + 1) - lengths - 1).astype(np.int32)
        self._add(siglum, " ".join(tokens), tokens, starts, norms)

    def _add(self, siglum: str, text: str, tokens: Sequence[str], starts: Cells, norms: Sequence[str] | None) -> None:
        if norms is not None and len(norms) != len(tokens):
            raise ValueError(f"{siglum}: {len(tokens)} tokens have {len(norms)} norms")
        if siglum in self.sigla:
            raise ValueError(f"two witnesses have the siglum {siglum}")
        kinds = dict.fromkeys(tokens)
        for form in kinds:
            if form not in self._form_numbers:
                self._form_numbers[form] = len(self.form_names)
                self.form_names.append(form)
        forms = np.fromiter(map(self._form_numbers.__getitem__, tokens), np.int32, len(tokens))
        self.sigla.append(siglum)
        self.texts.append(text)
        self.starts.append(starts)
        self.ends.append(starts + np.fromiter(map(len, tokens), np.int32, len(tokens)))
        self.forms.append(forms)
        if norms is None:
            self.keys.append(self._keys_of_forms(kinds)[forms])
        else:
            pairs = zip(tokens, norms, strict=True)
            keys = (self._key(norm or normal(token)) for token, norm in pairs)
            self.keys.append(np.fromiter(keys, np.int32, len(tokens)))

    def _keys_of_forms(self, kinds: Iterable[str]) -> Cells:
        """The key of every form of a witness, by form number; a form is normalised once, however often it occurs."""
        key_of = np.zeros(len(self.form_names), np.int32)
        for form in kinds:
            key_of[self._form_numbers[form]] = self._key(normal(form))
        return key_of

    def _key(self, name: str) -> int:
        number = self._key_numbers.setdefault(name, len(self.key_names))
        if number == len(self.key_names):
            self.key_names.append(name)
        return number


def surprise(keys: Sequence[Cells], names: Sequence[str]) -> Floats:
    """What a match of each key by chance is worth: minus the logarithm of its share of all tokens."""
    counts = np.full(len(names), 0.5)
    for sequence in keys:
        counts += np.bincount(sequence, minlength=len(names))
    worth = np.maximum(-np.log(counts / max(counts.sum(), 1.0)), _LEAST_SURPRISE)
    words = np.fromiter(map(is_word, names), bool, len(names))
    weighed: Floats = np.where(words, worth, _MARK_WEIGHT * worth)
    return weighed
