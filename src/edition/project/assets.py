"""Locate the stylesheets and schemas: in a checkout beside `src/`, in a wheel inside the package."""

from pathlib import Path

_PACKAGE = Path(__file__).parent.parent


def asset(*parts: str) -> Path:
    """The path of a bundled file or folder, such as `asset("xslt", "html.xsl")`; FileNotFoundError if it is missing."""
    for base in (_PACKAGE / "_assets", _PACKAGE.parent.parent):
        place = base.joinpath(*parts)
        if place.exists():
            return place
    raise FileNotFoundError(f"the installation lacks {'/'.join(parts)}")
