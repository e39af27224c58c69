"""TEI: the model becomes trees, and the trees give the texts back."""
