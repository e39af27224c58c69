"""Mark names and dates: a witness and the registers in; mentions, and findings for the editor to decide, out.

The modules in the order of the work: `words` splits a block into words; `lexicon` puts every form of every register
entry, and the forms derived from it, into one tree of words; `names` finds the longest names with that tree, and
`name_guards` refuses the false ones; `laws` and `dates` find what is in no register; `marking` combines the three for a
whole witness; `bibliography_entries` parses one entry and `citations` all entries and notes of a witness;
`apply_decisions` applies the editor's decisions. `suggest` finds names that are in no register.
The guidelines of the edition define what a mention is; `language` has the words of a language.
"""

from edition.annotate.annotation import Annotation, annotation_of
from edition.annotate.find_disagreements import find_disagreements
from edition.annotate.language import language_of
from edition.annotate.marking import annotate

__all__ = ["Annotation", "annotate", "annotation_of", "find_disagreements", "language_of"]
