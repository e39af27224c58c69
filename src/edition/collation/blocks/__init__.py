"""Blocks in the alignment: which correspond, what stands in each, where gaps and punctuation belong."""
