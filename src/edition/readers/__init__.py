"""Readers: a seed becomes a witness, or the reader says in one sentence why not."""
