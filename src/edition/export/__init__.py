"""Exports: what the model and the TEI hold, in the formats of other tools."""
