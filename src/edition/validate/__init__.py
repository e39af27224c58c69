"""TEI in, findings out: RelaxNG (what may stand where), Schematron (the rules R101 and on), pointers between files."""
