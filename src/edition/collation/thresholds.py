"""The thresholds of the collation: every number that decides a result, with its unit and its effect.

Evidence is measured in nats: a match of a token with the share p of all tokens is worth -ln(p). «Larger» and «smaller»
say what happens when the number is changed. The thresholds an editor may set are defaults of `CollationSettings`.
"""

# -- weights of tokens (tokens/corpus.py)

#: Factor on the evidence of a punctuation mark. Larger: marks decide more about the alignment; 0: they decide nothing.
MARK_WEIGHT = 0.5
#: Tokens of an imagined earlier text. Larger: short texts weigh words more by length than by their own frequency.
PRIOR_TOKENS = 200.0
#: Highest share of a one-letter word in that text; n letters: n² times less. Larger: short words weigh less.
PRIOR_ONE_LETTER = 1 / 30
#: Least evidence of a token, in nats. Larger: frequent words weigh more.
LEAST_SURPRISE = 0.7
#: Most evidence of one word, in nats. Larger: a single rare word can prove more.
MOST_EVIDENCE = 8.0

# -- similarity of words (tokens/likeness.py)

#: Score from which two tokens are forms of one word. Larger: fewer pairs are treated as one word.
SIMILAR = 0.5
#: Share of letters (0 to 1) that two forms of one word share. Larger: fewer near matches. Editors: `near_match`.
NEAR_MATCH = 0.6
#: What is added to that share for words below `SHORT_WORD` letters. Larger: fewer near matches of short words.
NEAR_MATCH_SHORT = 0.15
#: Score of two forms of one word, times the share of letters they share. Larger: near matches attract more.
NEAR_MATCH_FACTOR = 0.9
#: Score of two other words, times that share, before `DISSIMILAR_COST`. Larger: substitutions prefer similar words.
DISSIMILAR_FACTOR = 0.5
#: What is subtracted from that score. Larger: dissimilar words share a column less often.
DISSIMILAR_COST = 0.25
#: Letters; in shorter words one letter makes another word. Larger: more words need the higher share.
SHORT_WORD = 4
#: Score of two equal marks. Larger: marks attract the alignment more; it must stay below the score of equal words.
EQUAL_MARK = 0.3
#: Score of two different marks. Larger: different marks share a column more often.
OTHER_MARK = 0.0
#: Score of a word and a mark. Larger (nearer 0): words and marks share columns more often.
WORD_AND_MARK = -0.7
#: Least score of two numbers. Larger: different numbers share a column more often.
TWO_NUMBERS = 0.4
#: Score of two equal, very frequent words. Larger: function words attract the alignment more.
EQUAL_WORD = 0.7
#: What an equal rare word scores in addition. Larger: rare words attract the alignment more.
EQUAL_RARE_WORD = 0.6

# -- tokens of a witness (tokens/witness_tokens.py)

#: Code points at the end of a block that identify a lost passage. Larger: a longer quotation in the event.
LOST_TAIL = 24
#: Tokens; a shorter text does not show whether its writer uses accents. Larger: fewer witnesses count as unaccented.
LEAST_ACCENT_SAMPLE = 50
#: Letters from which a word is a content word. Larger: fewer words keep units apart or prove a reordering.
CONTENT_LENGTH = 4

# -- alignment of two texts (align/pair.py, align/gaps.py, align/guide_order.py)

#: Tokens of an anchor (a run that occurs once in both texts). Larger: fewer, safer anchors.
ANCHOR = 4
#: Tokens of an anchor in very long texts. Larger: as above, and faster.
LONG_ANCHOR = 6
#: Product of two lengths in tokens from which texts are very long. Larger: `ANCHOR` is used for longer texts.
LONG_TEXTS = 4e10
#: Nats an anchor must exceed chance by. Larger: fewer, safer anchors.
ANCHOR_EVIDENCE = 3.0
#: Tokens of the runs searched in gaps, in this order. Longer runs first: safer; more entries: slower.
GAP_RUNS = (4, 3, 2, 1, 2, 1)
#: Tokens of the runs searched first where short runs repeat (litanies). More entries: slower.
REPETITIVE_GAP_RUNS = (64, 32, 16, 8)
#: Nats by which a single unique word must exceed chance in a gap. Larger: fewer single words are paired early.
SINGLE_WORD_EVIDENCE = 1.0
#: The same for runs of two or more tokens.
RUN_EVIDENCE = 1.5
#: Product of token counts; larger gaps are aligned on equal tokens only. Larger: better alignment, slower.
MOST_CELLS_SCORED = 250_000
#: Product of token counts; larger gaps are left unaligned, with a finding. Larger: fewer findings, much slower.
MOST_CELLS_ALIGNED = 1_000_000_000
#: Product of token counts; in smaller gaps every match is kept. Larger: more chance matches.
SMALL_GAP = 24
#: Tokens among which a shifted passage is searched. Larger: passages that moved farther are found, with more chance.
NEIGHBOURHOOD = 120
#: Tokens; matches farther apart do not support each other. Larger: more isolated matches are kept.
SUPPORT_DISTANCE = 3
#: Tokens of a run by which the similarity of witnesses is measured. Larger: only closer copies count as similar.
SIMILARITY_RUN = 3
#: Runs sampled of the longest witness. Larger: a more exact guide order, slower.
SIMILARITY_SAMPLE = 4000
#: Cost of opening a gap between two texts. Larger: fewer, longer gaps.
GAP_OPEN = 0.35
#: Cost of each token in such a gap. Larger: more substitutions in place of gaps.
GAP_EXTEND = 0.08

#: Score by which the best alignment of a gap must lead the next best for its tokens to be certain. It is less than the
#: cost of a gap (`GAP_OPEN`). Larger: more tokens are doubtful; the alignment is the same.
CLOSE_CALL = 0.3
#: Product of token counts; of larger gaps no second best alignment is looked for. Larger: slower.
MOST_CELLS_WEIGHED = 400

# -- alignment of many readings (align/profile.py, align/refine.py)

#: Cost of opening a gap in the common alignment of several readings. Larger: fewer, longer gaps.
PROFILE_GAP_OPEN = 0.2
#: Cost of each token in such a gap. Larger: more substitutions in place of gaps.
PROFILE_GAP_EXTEND = 0.15
#: Cost of joining a column that few witnesses have. Larger: additions of single witnesses stay in separate columns.
RARE_COLUMN = 0.12
#: How often each reading is removed and aligned again. Larger: slightly better, slower.
PROFILE_ROUNDS = 2
#: Columns on either side in which a witness needs a token to be extant. Larger: longer gaps count as omissions.
EXTANT_REACH = 15
#: (columns, share): longer stretches are cut where this share of witnesses agree. Larger columns: slower.
STRETCH_CUTS = ((40, 0.85), (80, 0.7), (140, 0.5))
#: Tokens; longer readings are not aligned again. Larger: slower.
LONGEST_READING = 300
#: Columns; stretches up to this length are first checked for possible improvement. Larger: slower check, less work.
CHECKED_STRETCH = 12
#: Different words up to which that check compares every pair. Larger: slower.
CHECKED_WORDS = 24

# -- transpositions (align/moved.py, align/filter_moves.py)

#: Words of the shortest transposition that is reported. Larger: fewer. Editors: `shortest_transposition`.
SHORTEST_TRANSPOSITION = 6
#: Tokens; a passage that moved less far may have as few words as `NEAR_MOVE_WORDS`. Larger: more short ones.
NEAR_MOVE = 100
#: Words of such a passage. Larger: fewer short transpositions over a small distance.
NEAR_MOVE_WORDS = 3
#: Tokens between runs of one moved passage. Larger: passages with more changes inside stay one.
MOVED_RUNS_REACH = 60
#: Tokens by which such runs may overlap (fewer than this). Larger: more overlapping runs are joined.
MOVED_RUNS_OVERLAP = 4
#: Share of a run that must still be unpaired. Larger: fewer moved passages.
UNPAIRED_SHARE = 0.6
#: Share of the evidence of a passage that weak pairs in its way may have. Larger: more pairs are undone for it.
OBSTACLE_SHARE = 0.2
#: Words of a passage that only shifted within its neighbourhood. Larger: fewer.
SHIFTED_WORDS = 5
#: Words that may differ before a moved passage continues. Larger: longer passages, with more chance.
MOST_CHANGED_WORDS = 4
#: Nats by which the words after such a change must exceed chance. Larger: moved passages end at the first change.
CONTINUATION_EVIDENCE = 1.5
#: Nats by which a moved passage must exceed chance. Larger: fewer transpositions.
MOVE_EVIDENCE = 8.0
#: Rounds allowed that detach no token from a shared column; so the work ends. Larger: slower.
MOST_IDLE_ROUNDS = 3
#: Share of the words of a moved passage that need a counterpart. Larger: fewer transpositions with additions inside.
MATCHED_SHARE = 0.3
#: Factor on the required evidence from which that share does not matter. Larger: it matters more often.
STRONG_EVIDENCE = 4.0
#: Weight of an unmatched token in the main line. Larger: unmatched tokens influence what counts as moved.
UNMATCHED_WEIGHT = 0.01

# -- alignments without sufficient evidence (align/unlink.py)

#: Words that may be substituted for as many others between two agreements. Larger: longer substitutions.
LONGEST_SUBSTITUTION = 2
#: Columns from the shared text within which two texts begin or end together. Larger: more beginnings and ends align.
CLAUSE = 8
#: Nats that a token without a counterpart subtracts. More negative: matches must lie closer together.
UNMATCHED_LOSS = -1.5
#: Nats that a token with a dissimilar counterpart subtracts. More negative: the same.
DISSIMILAR_LOSS = -3.0
#: Nats by which evidence may drop before a stretch ends. Larger: longer stretches, more chance matches.
EVIDENCE_DROP = 24.0
#: Nats that a stretch needs. Larger: fewer weak stretches stay aligned.
STRETCH_EVIDENCE = 16.0
#: In short texts, the share of all evidence that a stretch needs. Larger: the same.
STRETCH_SHARE = 0.3

# -- blocks (blocks/)

#: Nats two sentences must share to correspond, unless they share `SENTENCE_SHARE`. Larger: fewer correspond.
SENTENCE_EVIDENCE = 10.0
#: Share of the smaller sentence that is enough instead. Larger: fewer short sentences correspond.
SENTENCE_SHARE = 0.25
#: Nats of a mark as evidence about blocks. Larger: marks decide more.
MARK_EVIDENCE = 0.1
#: Product of two distances in tokens; matches farther apart do not support each other. Larger: more are kept.
SUPPORT_AREA = 9
#: Distance in tokens assumed of matches out of order. Larger: fewer of them are kept.
OUT_OF_ORDER = 1000
#: Nats by which an isolated match must exceed chance. Larger: fewer isolated matches.
ISOLATED_EVIDENCE = 1.5
#: Nats by which unmatched words must exceed chance where they are enclosed on one side only. Larger: fewer align.
UNMATCHED_EVIDENCE = 3.0
#: Tokens of an unmatched stretch that is still aligned. Larger: slower.
LONGEST_UNMATCHED = 400
#: Product of token counts up to which unmatched stretches are aligned. Larger: slower.
MOST_UNMATCHED_CELLS = 40_000
#: Share of the smaller entry of a bibliography that two entries of one work share. Larger: fewer correspond.
ENTRY_SHARE = 0.4
#: Nats that two such entries must share. Larger: fewer correspond.
ENTRY_EVIDENCE = 12.0
#: Points of two entries that name one registered work. Larger changes nothing: such entries correspond before others.
SAME_WORK = 1000.0
#: Entries; words that occur in more of them bring no two together. Larger: slower.
COMMON_IN_ENTRIES = 64
#: Nats that two headings of a group must share. Larger: the last headings correspond more often.
HEADING_EVIDENCE = 5.0
#: Columns within which an extant witness has a word. Larger: more columns count as incomplete.
PUNCTUATION_REACH = 6
#: Columns between shared words of one passage of a fragment. Larger: longer lacunae are bridged.
FRAGMENT_REACH = 15
#: Words of a fragment without a counterpart inside such a passage. Larger: longer additions stay inside.
FRAGMENT_GAP = 6
#: Words of the shortest passage of a fragment. Larger: fewer chance passages, and more that are lost.
FRAGMENT_PASSAGE = 8
#: Columns by which a gap may be shifted. Larger: gaps move farther to the start of a sentence.
LONGEST_SHIFT = 40
#: Points of a gap that follows the end of a sentence, or begins a block. Larger: more gaps move to the start of one.
GAP_AFTER_SENTENCE = 4
#: Points of a gap that follows the end of a clause. Larger: more gaps move to the start of a clause.
GAP_AFTER_CLAUSE = 2
#: Points that a gap loses if it begins with a closing mark. Larger: fewer gaps begin with one.
GAP_BEGINS_WITH_MARK = 3
#: Points that a gap loses if no space precedes it. Larger: fewer gaps begin within a group of tokens without spaces.
GAP_BEGINS_UNSPACED = 1
#: Points of a gap that begins well and ends with a closing mark. Larger: more gaps end with one.
GAP_ENDS_WITH_MARK = 1

# -- words that the editor aligns or keeps apart (blocks/align_decided.py)

#: Words on which both sides agree, on either side of the decided words, up to which they are aligned anew. Larger: more
#: words around are aligned anew.
PAIR_SUPPORT = 3
#: Columns on either side among which these are searched. Larger: the same.
PAIR_REACH = 60
#: Words that agree and may be torn apart by words that are aligned; beyond, the words are transposed. Larger: fewer.
PAIR_TORN = 2

# -- references (blocks/soundness.py, blocks/match_references.py)

#: Likeness (0 to 1) from which two units of one number have the same words. Larger: fewer numbers are sound.
SAME_UNIT = 0.5
#: Share of the units of one number that must have the same words, for numbers to decide. Larger: words decide more.
SOUND_SHARE = 0.9
#: Share below which numbers mean nothing. Larger: numbers are dropped more often.
UNSOUND_SHARE = 0.2
#: Share of the units that must differ by one number, for the numbering to be a shifted one. Larger: fewer are.
SHIFTED_SHARE = 0.8
#: Units that are asked. Larger: slower, more exact.
SOUNDNESS_SAMPLE = 1000
#: Units that have a word; a word in more of them brings no two together. Larger: slower.
RARE_IN_UNITS = 8
#: Likeness below which two units of one number contradict each other. Larger: more numbers are taken for slips.
UNLIKE_UNIT = 0.3
#: Likeness from which another unit is the one that was meant. Larger: fewer slips are found.
MEANT_UNIT = 0.6
#: Units on either side among which it is searched. Larger: farther slips are found, with more chance.
SLIP_REACH = 3
#: Likeness from which units without numbers correspond, of verse and prose, of headings, of stage directions.
UNNUMBERED_ALIKE, HEADINGS_ALIKE, STAGES_ALIKE = 0.4, 0.3, 0.2
#: Product of the numbers of units up to which a gap between references is aligned by words. Larger: slower.
MOST_UNIT_PAIRS = 40_000
#: Share of the tokens that must be in numbered units, for a text to be aligned by its references. Larger: fewer are.
NUMBERED_SHARE = 0.6
#: Product of token counts up to which a unit is aligned at once. Larger: slower.
MOST_CELLS_OF_UNIT = 4_000

# -- apparatus (apparatus/)

#: Words from the start of a transposed passage by which it is named. Larger: longer labels.
MOVED_OPENING = 8
#: Consecutive words that a witness must lack for the others to be collated separately. Larger: fewer passages.
PASSAGE_WORDS = 8
#: Share of such a passage that two other witnesses have in common. Larger: fewer passages.
PASSAGE_SHARE = 0.25
#: Consecutive words that some witnesses lack, to form a unit of their own. Larger: fewer separate units.
LONG_ABSENCE = 8
#: Light words (see `CONTENT_LENGTH`) that do not separate two units. Larger: longer units.
LIGHT_WORDS = 2
#: Words of two units that one content word does not separate either. Larger: fewer are merged.
REWRITTEN = 4
#: Words left out beside a name, to be a unit of their own. Larger: fewer such units.
BESIDE_NAME = 3
#: Places between words omitted and added again elsewhere. Larger: more units of changed word order.
REORDER_REACH = 10
#: Places over which a passage moved within its sentence. Larger: longer units in place of transpositions.
NEAR_MOVE_PLACES = 18
#: Places between two brackets of a pair. Larger: more pairs stay in one unit.
BRACKET_REACH = 40
#: Rounds of the rules that enlarge units. Larger: slower; two are usually enough.
UNIT_ROUNDS = 6
#: Columns over which the words of a name may be dispersed. Larger: longer units around names.
NAME_REACH = 10
#: Letters from which a capitalised word may be a name. Larger: fewer spellings of names are recognised.
NAME_LENGTH = 5
#: Share of letters that two spellings of one name share. Larger: fewer spellings of names.
NAME_SIMILARITY = 0.7
#: Letters from which letters are interchanged (u and v). Larger: fewer spelling variants.
SPELLING_LENGTH = 3
#: Words; fewer occur in a note by chance. Larger: fewer omissions are found in notes.
NOTE_WORDS = 5
#: Share of the words that the note has in their order. Larger: fewer omissions are found in notes.
NOTE_SHARE = 0.8
#: Score from which a passage of a fragment is verbatim. Larger: fewer are.
VERBATIM = 0.95
#: Score from which a passage of a fragment has few changes. Larger: more are loose.
CLOSE = 0.7

#: Similarity from which a word beside a lacuna stays where it is aligned. Larger: more words are put at its edge.
BESIDE_LACUNA_ALIKE = 0.5
