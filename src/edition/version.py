"""The version of the program."""

from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as installed

try:
    VERSION = installed("variorum")
except PackageNotFoundError:  # run from a source tree that was never installed
    VERSION = "0+unknown"
