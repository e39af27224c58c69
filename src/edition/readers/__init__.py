"""Readers: each turns a seed into the structure of a witness, or refuses it with a reason in one sentence."""
