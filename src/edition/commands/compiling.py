"""`edition schema`: compiles our schema, or anybody's ODD."""

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from edition.commands.odd_options import StylesheetsOption, TeiOption
from edition.commands.terminal import Here, out
from edition.project.file_writer import write_generated

_ENDINGS = (".odd", ".xml", ".tei")  # of an ODD; any other name is that of a folder


def schema(
    source: Annotated[
        Path, typer.Argument(help="An ODD; or the folder of our own schema, where its files are written.")
    ] = Here,
    folder: Annotated[
        Path | None, typer.Argument(help="Where to write what an ODD compiles to; left out, beside it.")
    ] = None,
    tei: TeiOption = None,
    stylesheets: StylesheetsOption = None,
) -> None:
    """Compile an ODD to a schema (.rng), its rules (.sch) and a reference page (.html); without one, our own schema."""
    from edition.validate.odd_outputs import MARK, compile_outputs
    from edition.validate.options import Options

    if source.is_dir() or source.suffix.lower() not in _ENDINGS:
        target, made = source, _compile_own(source)
    else:
        from edition.project.sources import read_input

        read_input(source)  # told by its name where it cannot be read
        target = folder or source.parent
        made = compile_outputs(source, Options(tei=tei, stylesheets=stylesheets), (target / "examples").is_dir())
    write_generated(target, made, MARK.encode())
    for name in made:
        out.print(f"  {escape(str(target / name))}")


def _compile_own(folder: Path) -> dict[str, bytes]:
    """Our own schema, by the edition.odd of the folder if there is one, and the schema of decisions.toml."""
    from edition.project.assets import asset
    from edition.project.decision_tables import decisions_schema_file
    from edition.project.sources import read_input
    from edition.validate.schema import compile_schema, reference_page

    source = folder / "edition.odd" if (folder / "edition.odd").exists() else asset("schema", "edition.odd")
    odd = read_input(source)
    rng, sch = compile_schema(odd)
    page = reference_page(odd, examples=(folder / "examples").is_dir())
    return {"edition.rng": rng, "edition.sch": sch, "edition.html": page, **decisions_schema_file()}
