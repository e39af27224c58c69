"""The folder of an edition: configuration, decisions, sources, and safe writing of output."""
