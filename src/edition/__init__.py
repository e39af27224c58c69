"""Digital scholarly editions from several witnesses of one text."""

from edition import version

__all__ = ["__version__"]
__version__ = version.VERSION
