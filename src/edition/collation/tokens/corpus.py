"""All witnesses as arrays of numbers over one shared vocabulary."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from edition.collation.arrays import Cells, Floats, Ints
from edition.collation.settings import CollationSettings
from edition.collation.thresholds import LEAST_SURPRISE, MARK_WEIGHT, PRIOR_ONE_LETTER, PRIOR_TOKENS
from edition.collation.tokens.normalize import is_word, normalize
from edition.collation.tokens.split import Stretches
from edition.collation.tokens.stretch_tokens import StretchTokens
from edition.model.tokens import TOKEN


@dataclass
class Corpus:
    """The tokens of every witness: offsets into its text in code points, number of the written form, number of the key.

    The key is the form under which tokens are compared. `texts[w][starts[w][i]:ends[w][i]]` is token i of witness w.
    """

    settings: CollationSettings = field(default_factory=CollationSettings)
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
    _natural: dict[int, int] = field(default_factory=dict, repr=False)  # the key of a form's normal form
    _stretches: Stretches = field(default_factory=Stretches, repr=False)
    _parts: StretchTokens = field(default_factory=StretchTokens, repr=False)

    @property
    def mark_weight(self) -> float:
        """The factor on the evidence of a punctuation mark: 0 where the settings ignore punctuation."""
        return 0.0 if self.settings.ignore_punctuation else MARK_WEIGHT

    def add_text(self, siglum: str, text: str, norms: Sequence[str] | None = None) -> None:
        """Add a witness; `norms`: the key of every token, if it is not the norm of its form.

        ValueError for another number of norms than of tokens, and for a siglum that was added before.
        """
        new, at, places = self._stretches.split(text)
        tokens = [TOKEN.findall(stretch) for stretch in new]
        self._parts.add(self._numbered([token for stretch in tokens for token in stretch]), tokens)
        forms, starts = self._parts.of(at, places)
        self._add(siglum, text, forms, starts, norms)

    def add_tokens(self, siglum: str, tokens: Sequence[str], norms: Sequence[str] | None = None) -> None:
        """Add a witness that is already tokenised; its text is the tokens with one space between them. ValueError
        as `add_text`.
        """
        lengths = np.fromiter(map(len, tokens), np.int64, len(tokens))
        starts = (np.cumsum(lengths + 1) - lengths - 1).astype(np.int32)
        self._add(siglum, " ".join(tokens), self._numbered(tokens), starts, norms)

    def _add(self, siglum: str, text: str, forms: Cells, starts: Cells, norms: Sequence[str] | None) -> None:
        if norms is not None and len(norms) != len(forms):
            raise ValueError(f"{siglum}: {len(forms)} tokens have {len(norms)} norms")
        if siglum in self.sigla:
            raise ValueError(f"two witnesses have the siglum {siglum}")
        self.sigla.append(siglum)
        self.texts.append(text)
        self.starts.append(starts)
        self.ends.append(starts + self._lengths()[forms].astype(np.int32))
        self.forms.append(forms)
        self.keys.append(self._natural_keys(forms) if norms is None else self._given_keys(forms, norms))

    def _numbered(self, tokens: Sequence[str]) -> Cells:
        """The form number of every token; new forms are numbered."""
        for form in dict.fromkeys(tokens):
            if form not in self._form_numbers:
                self._form_numbers[form] = len(self.form_names)
                self.form_names.append(form)
        return np.fromiter(map(self._form_numbers.__getitem__, tokens), np.int32, len(tokens))

    def _lengths(self) -> Ints:
        return np.fromiter(map(len, self.form_names), np.int64, len(self.form_names))

    def _natural_keys(self, forms: Cells) -> Cells:
        """The key of every token by its norm; a form is normalised only once."""
        key_of = np.zeros(len(self.form_names), np.int32)
        for form in np.flatnonzero(np.bincount(forms, minlength=len(key_of))).tolist():
            key = self._natural.get(form)
            if key is None:
                key = self._natural[form] = self._key(normalize(self.form_names[form]))
            key_of[form] = key
        return key_of[forms]

    def _given_keys(self, forms: Cells, norms: Sequence[str]) -> Cells:
        """The key of every token by the given norm; an empty norm is replaced by the norm of the form."""
        key_of = {norm: self._key(norm) for norm in dict.fromkeys(norms) if norm}
        if len(key_of) == len(set(norms)):
            return np.fromiter(map(key_of.__getitem__, norms), np.int32, len(norms))
        pairs = zip(self._natural_keys(forms).tolist(), norms, strict=True)
        return np.fromiter((key_of.get(norm, natural) for natural, norm in pairs), np.int32, len(norms))

    def _key(self, name: str) -> int:
        number = self._key_numbers.setdefault(name, len(self.key_names))
        if number == len(self.key_names):
            self.key_names.append(name)
        return number


def measure_surprise(keys: Sequence[Cells], names: Sequence[str], mark_weight: float = MARK_WEIGHT) -> Floats:
    """The evidence of a match of each key, in nats: minus the logarithm of its share of all tokens.

    A short text shows little of the frequency of its words in its language. It is treated as if `PRIOR_TOKENS` tokens
    preceded it, among which short words were frequent, as they are in every language.
    """
    counts = np.full(len(names), 0.5)
    for sequence in keys:
        counts += np.bincount(sequence, minlength=len(names))
    before = np.maximum(np.fromiter(map(len, names), np.float64, len(names)), 1.0) ** -2
    before *= min(PRIOR_ONE_LETTER, 1.0 / max(before.sum(), 1.0))  # Chinese has thousands of one-letter words
    share = (counts + PRIOR_TOKENS * before) / (counts.sum() + PRIOR_TOKENS)
    worth = np.maximum(-np.log(share), LEAST_SURPRISE)
    words = np.fromiter(map(is_word, names), bool, len(names))
    weighed: Floats = np.where(words, worth, mark_weight * worth)
    return weighed
