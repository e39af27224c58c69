"""The model becomes TEI trees."""
