"""The editor's folder: configuration, decisions, sources, output and its safety."""
