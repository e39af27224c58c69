"""Families of texts for Hypothesis: copies of one text with words and stretches changed, omitted or transposed."""

from collections.abc import Sequence

from hypothesis import strategies as st


@st.composite
def families(draw: st.DrawFn, words: Sequence[str], breaks: Sequence[str]) -> list[str]:
    """Two to four texts of one family, made of the words, each followed by one of the breaks."""
    parts = st.lists(st.tuples(st.sampled_from(words), st.sampled_from(breaks)), max_size=60)
    first = draw(parts)
    made = [first]
    for _ in range(draw(st.integers(1, 3))):
        copy = list(first)
        for _ in range(draw(st.integers(0, 4))):
            a, b = sorted((draw(st.integers(0, len(copy))), draw(st.integers(0, len(copy)))))
            cut, rest = copy[a:b], copy[:a] + copy[b:]
            at = draw(st.integers(0, len(rest)))
            copy = draw(st.sampled_from([rest, rest[:at] + cut + rest[at:], copy[:a] + draw(parts)[:8] + copy[b:]]))
        made.append(copy)
    return ["".join(w + b for w, b in parts) for parts in made]
