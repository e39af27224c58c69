"""Validate TEI: RELAX NG (structure), Schematron (the rules R101 and following), and pointers between files."""
