"""`edition suggest` and `edition register`: what an editor types to make, take and give registers."""

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from edition.commands.terminal import Folder, Here, err, finish_json, out, progress, settings
from edition.model import EntryKind
from edition.project.file_writer import find_free_folder, write_files, write_recorded_files


def suggest(
    folder: Folder = Here,
    to: Annotated[
        Path | None, typer.Option("--out", help="Where to write the draft; left out, suggestions/ in the folder.")
    ] = None,
    spacy: Annotated[str, typer.Option(help="A spaCy pipeline that is installed, which may add candidates.")] = "",
    suggesters: Annotated[
        list[str] | None,
        typer.Option(
            "--with", metavar="NAME[:ARGUMENT]", help="A suggester that is installed: spacy, simplemma, pymorphy3 …"
        ),
    ] = None,
    links: Annotated[
        list[Path] | None,
        typer.Option(help="A table of names with identifiers (persons.csv …): drafts take those of the same name."),
    ] = None,
) -> None:
    """Find names that no register has, and draft registers of them for you to edit."""
    from edition.tasks.registers import suggest_names

    with progress() as tell:
        tell("looking for names")
        found = suggest_names(folder, spacy, suggesters or (), links or ())
    place = to or find_free_folder(folder, folder / "suggestions", found.files)
    write_recorded_files(folder, place, found.files)
    if settings.json:
        told = [
            {"kind": c.kind.value, "name": c.name, "count": c.count, "forms": list(c.forms)} for c in found.clusters
        ]
        files = [str(place / path) for path in found.files]
        finish_json({"suggestions": told, "unsorted": list(found.unsorted), "files": files}, found.findings)
    table = Table("seen", "kind", "name", "also", "near", box=None, pad_edge=False)
    for cluster, near in list(zip(found.clusters, found.near, strict=True))[:_SHOWN]:
        others = "; ".join(form for form in cluster.forms if form != cluster.name)
        table.add_row(str(cluster.count), cluster.kind.value, escape(cluster.name), escape(others), near)
    out.print(table)
    if len(found.clusters) > _SHOWN:
        out.print(f"… and {len(found.clusters) - _SHOWN} more.")
    if found.unsorted:
        out.print(f"{len(found.unsorted)} more, of which nothing says what they name: at the end of suggestions.tsv.")
    for finding in found.findings:
        err.print(f"[yellow]{escape(str(finding))}[/yellow]")
    out.print(f"Draft registers: {escape(str(place))}. Edit them, then `edition register import` each one.")


_SHOWN = 30
register_app = typer.Typer(no_args_is_help=True, help="Take registers from other projects, and give ours to them.")


@register_app.command(name="export")
def export_register(
    kinds: Annotated[list[str] | None, typer.Argument(help=f"{', '.join(EntryKind)}; without a name, all.")] = None,
    folder: Annotated[Path, typer.Option("--in", help="The edition's folder.")] = Here,
    form: Annotated[str, typer.Option("--to", help="csv, tsv (both as OpenRefine reads them) or tei.")] = "csv",
    to: Annotated[Path, typer.Option("--out", help="The folder to write to.")] = Path("registers"),
) -> None:
    """Write the registers as tables or TEI lists."""
    from edition.tasks.registers import export_registers

    made = export_registers(folder, kinds or (), form)
    write_recorded_files(folder, to, made)
    for path in made:
        out.print(f"  {escape(str(to / path))}")


@register_app.command(name="import")
def import_register_(
    files: Annotated[list[Path], typer.Argument(help="Tables (.csv, .tsv) or TEI lists (.xml).", show_default=False)],
    folder: Annotated[Path, typer.Option("--in", help="The edition's folder.")] = Here,
    kind: Annotated[str, typer.Option(help="Take this kind alone; for tables without ids, what their rows are.")] = "",
) -> None:
    """Add the facts of tables or TEI lists to the registers; existing facts are not changed."""
    from edition.project.config import read_config
    from edition.project.staging import lock_edition
    from edition.tasks.registers import import_register

    for file in files:
        read_config(folder)  # a folder without an edition gets no lock
        with lock_edition(folder):
            imported = import_register(folder, file, kind)
            write_files({folder / done.path: done.data for done in imported})
        for done in imported:
            entries = _counted(done.new_entries, "new entry", "new entries")
            facts = f"{entries}, {_counted(done.new_facts, 'addition', 'additions')} to others"
            out.print(f"  {escape(str(folder / done.path))}: {facts}")
            for line in done.contradictions:
                err.print(f"[yellow]{escape(line)}[/yellow]")


def _counted(number: int, one: str, several: str) -> str:
    return f"{number} {one if number == 1 else several}"
