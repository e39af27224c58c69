"""From the alignment to the apparatus: variation units, kinds of readings, transpositions."""
