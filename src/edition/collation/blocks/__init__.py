"""Blocks in the alignment: which correspond, the aligned table in the order of the base, gaps and punctuation."""
