"""The version of the program, and of its distribution: pyproject.toml takes it from here."""

VERSION = "0.1.0"  # read without the metadata of what is installed, which would cost every command its start-up
