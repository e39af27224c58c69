"""Who goes with whom: agreements of witnesses, a tree of them, and the entries that speak for its branches."""
