"""Align several token sequences without a base; this package knows no witnesses, only tokens and their keys."""
