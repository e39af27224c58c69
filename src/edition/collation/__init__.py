"""Collation: witnesses become tokens, tokens a table, the table an apparatus."""
