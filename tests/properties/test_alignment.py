"""What holds of every alignment, whatever the texts."""

from hypothesis import given, settings
from hypothesis import strategies as st

from edition.collation.align.align import Alignment, AlignmentOptions, align
from edition.collation.align.reorder import reorder
from edition.collation.align.validity import check
from edition.collation.tokens.corpus import Corpus

WORDS = ["the", "of", "and", "a", "king", "queen", "castle", "Castel", "old", "olde", "went", ".", ",", "gold", "ore"]
words = st.sampled_from(WORDS)
sentences = st.lists(words, min_size=1, max_size=8).map(tuple)


@st.composite
def witnesses(draw: st.DrawFn) -> list[list[str]]:
    """Texts that share sentences: in another order, left out, doubled, with words changed."""
    pool = draw(st.lists(sentences, min_size=1, max_size=8))
    texts = []
    for _ in range(draw(st.integers(1, 4))):
        chosen = draw(st.lists(st.sampled_from(pool), max_size=10))
        text = [word for sentence in chosen for word in sentence]
        for place in draw(st.lists(st.integers(0, 80), max_size=4)):
            text[place : place + 1] = draw(st.lists(words, max_size=2))
        texts.append(text)
    if draw(st.booleans()):  # two witnesses may say the very same
        texts.append(list(texts[0]))
    return texts


@st.composite
def rotated(draw: st.DrawFn) -> list[list[str]]:
    """Texts of words that occur once, cut and put together in another order: nothing but moves."""
    text = [f"word{n}" for n in range(draw(st.integers(10, 120)))]
    texts = [text]
    for _ in range(draw(st.integers(1, 3))):
        cuts = sorted(draw(st.sets(st.integers(1, len(text) - 1), max_size=4)))
        pieces = [text[a:b] for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True)]
        order = draw(st.permutations(range(len(pieces))))
        kept = order[draw(st.integers(0, 1)) :]
        texts.append([word for piece in kept for word in pieces[piece]])
    return texts


def collated(texts: list[list[str]], order: list[int], moves: bool = True) -> Alignment:
    corpus = Corpus()
    for witness in order:
        corpus.add_tokens(str(witness), texts[witness])
    return align(corpus, AlignmentOptions(moves=moves))


@settings(deadline=None)
@given(witnesses() | rotated())
def test_every_token_stands_once_and_the_moves_say_all(texts: list[list[str]]) -> None:
    alignment = collated(texts, list(range(len(texts))))
    check(alignment)
    for base in range(len(texts)):
        check(reorder(alignment, base), base)


@settings(deadline=None)
@given(witnesses() | rotated(), st.randoms(use_true_random=False))
def test_the_order_of_witnesses_decides_nothing(texts: list[list[str]], chance) -> None:  # type: ignore[no-untyped-def]
    order = list(range(len(texts)))
    given_order = collated(texts, order)
    chance.shuffle(order)
    other = collated(texts, order)
    back = [order.index(witness) for witness in range(len(texts))]
    assert other.cells[:, back].tolist() == given_order.cells.tolist()
    for base in range(len(texts)):
        one, two = reorder(given_order, base), reorder(other, back[base])
        assert two.cells[:, back].tolist() == one.cells.tolist()
        assert sorted((order[m.witness], m.start, m.end) for m in two.moves) == [
            (m.witness, m.start, m.end) for m in one.moves
        ]


@settings(deadline=None)
@given(witnesses() | rotated())
def test_without_moves_every_witness_runs_down_the_table(texts: list[list[str]]) -> None:
    assert not collated(texts, list(range(len(texts))), moves=False).moves


@settings(deadline=None)
@given(st.lists(st.text(max_size=60), min_size=1, max_size=4))
def test_any_characters_come_through(texts: list[str]) -> None:
    corpus = Corpus()
    for number, text in enumerate(texts):
        corpus.add_text(str(number), text)
    alignment = align(corpus)
    check(alignment)
    check(reorder(alignment, 0), 0)
