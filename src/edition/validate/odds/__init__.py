"""Compile ODDs that take from TEI: specifications are collected, changed, and written as RELAX NG and Schematron.

The rules are those of the TEI Guidelines, chapter 23. Where TEI's own stylesheets do otherwise, theirs hold, because
the schemas in use come from them (docs/decisions/0099).
"""
