"""XML in and out: safe parsing, Saxon, a writer, namespaces."""
