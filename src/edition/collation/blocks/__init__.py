"""Blocks in the alignment: which correspond, what is in each, where gaps and punctuation belong."""
