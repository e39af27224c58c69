"""Read and write XML: safe parsing, Saxon, a writer, namespaces."""
