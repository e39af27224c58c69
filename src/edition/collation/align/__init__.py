"""The alignment of several token sequences, without a base; knows no witness, only tokens and their norms."""
