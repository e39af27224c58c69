"""TEI trees give the texts back: the proofs of the invariants, and the reading of registers."""
