"""The options of the commands that compile ODDs."""

from pathlib import Path
from typing import Annotated

import typer

TeiOption = Annotated[
    Path | None, typer.Option(help="TEI's specifications (p5subset.xml), which a customising ODD takes from.")
]
StylesheetsOption = Annotated[
    Path | None, typer.Option(help="A folder with TEI's own stylesheets, to compile an ODD with them.")
]
