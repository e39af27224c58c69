"""Marking names and dates: a witness and the registers give mentions, and what the editor must decide as findings.

The order of the rules is the order of the modules: `words` cuts a block into words, `lexicon` makes every form of every
register entry (and the forms derived from it) one tree of words, `names` walks it once and takes the longest name,
`laws` and `dates` read what registers do not hold, `marking` puts the three together and counts in the witness's text;
`bibliography` reads an entry with what is marked in it, `citing` all entries and notes of a witness.
What a mention is, is said in the edition's guidelines; what a language brings to it stands in `language`.
"""

from edition.annotate.annotation import Annotation, annotation_of
from edition.annotate.find_disagreements import disagreements_in
from edition.annotate.language import language_of
from edition.annotate.marking import annotate

__all__ = ["Annotation", "annotate", "annotation_of", "disagreements_in", "language_of"]
