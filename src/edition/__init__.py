"""Digital scholarly editions from several witnesses of one text."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("variorum")
except PackageNotFoundError:  # run from a source tree that was never installed
    __version__ = "0+unknown"
