"""Collation: from the texts of several witnesses to one apparatus. `collate.collate` runs these steps in this order:

1. `apparatus.witness_order` sorts the witnesses: the base, then the longest; so the order of input decides nothing.
2. `tokens` divides each text into words and punctuation marks, and gives each token the norm that is compared.
3. `align` aligns all tokens without a base: anchors that occur once in both texts, transpositions, then the gaps.
4. `blocks.match_blocks` matches headings, paragraphs and entries with those of the base and corrects the alignment.
5. `align.reorder` puts the columns of the table into the order of the base and decides what counts as transposed.
6. `blocks.aligned_tokens` makes the table `AlignedTokens`: `columns[c][w]` is the token of witness w in column c.
7. `apparatus.analyse` divides the columns into agreements and variation units and classifies every reading.
8. `apparatus.witness_order` sorts the sigla of the apparatus into the order in which the witnesses were given.

The numbers that decide are in `thresholds`; those that an editor may set are in `settings`.
"""
