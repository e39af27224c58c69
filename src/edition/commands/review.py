"""`edition review`: the places of an edition, the most doubtful first; one key a decision."""

import threading
import webbrowser
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from edition.commands.terminal import Folder, Here, finish_json, out, printable, progress, settings
from edition.errors import InputError

if TYPE_CHECKING:
    from edition.commands.review_server import Routes


def review(
    folder: Folder = Here,
    port: Annotated[int, typer.Option(help="The port; 0: any that is free.")] = 0,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Print the address, and open no browser.")] = False,
    by: Annotated[str, typer.Option("--as", metavar="INITIALS", help="Who decides; left out, the only editor.")] = "",
    name: Annotated[str, typer.Option("--id", metavar="ID", help="Open at this entry, or name or date.")] = "",
    blind: Annotated[
        bool, typer.Option("--blind", help="Decide without the decisions of others, for a comparison later.")
    ] = False,
    compare: Annotated[
        tuple[str, str],
        typer.Option(metavar="A B", help="Compare the decisions of two editors (initials, or files), and choose."),
    ] = ("", ""),
) -> None:
    """Walk the doubtful places in a browser on this machine, and decide each with one key. Ctrl-C ends it."""
    from edition.commands.review_routes import routes_of
    from edition.tasks.review.session import ReviewSession

    if compare != ("", ""):
        _compare(folder, compare, by.strip(), None if no_browser else port)
        return
    with progress() as tell:
        tell("reading and collating")
        session = ReviewSession(folder, by.strip() or initials_of_editor(folder), blind)
    start = session.view.place(name).id if name else ""
    _serve(routes_of(session), port, "" if no_browser else "open", (session.path, start))


def _serve(routes: "Routes", port: int, opens: str, told: tuple[str, str], page: str = "page") -> None:
    """Serve a page until an interrupt. `told`: the file that is written, and the place at which the page opens."""
    from edition.commands.review_server import serving_review

    path, start = told
    with serving_review(routes, port, page) as server:
        out.print(f"The review: {server.address(start)}")
        out.print(f"Decisions go to {escape(path)}; `edition build` carries them out.")
        if opens:
            webbrowser.open(server.address(start))
        with suppress(KeyboardInterrupt):
            threading.Event().wait()
    out.print(f"Ended. What was decided is in {escape(path)}.")


def _compare(folder: Path, names: tuple[str, str], by: str, port: int | None) -> None:
    """Print the comparison of two editors; with a port, serve the page on which a third one chooses."""
    from edition.commands.review_routes import routes_of_comparison
    from edition.tasks.review.compare_editors import report_comparison
    from edition.tasks.review.reconcile import Reconciliation
    from edition.tasks.review.session import ReviewSession

    if port is not None and not by:
        raise InputError("say who reconciles, by initials: --as EF; or print the comparison alone: --no-browser")
    with progress() as tell:
        tell("reading and collating")
        made = Reconciliation(ReviewSession(folder, by or "third"), names)
    if settings.json:
        finish_json({"comparison": made.summary()}, ())
    for line in report_comparison(made.compared):
        out.print(escape(printable(line)))
    if port is not None:
        _serve(routes_of_comparison(made), port, "open", (made.session.path, ""), "compare")


def initials_of_editor(folder: Path) -> str:
    """The initials of the only editor. InputError where there is none, or several."""
    from edition.project.config import read_config

    config = read_config(folder)
    if len(config.editors) == 1:
        return config.editors[0].initials
    editors = config.edition.editors
    if len(editors) != 1:
        raise InputError("say who decides, by initials: edition review --as AR")
    return "".join(word[0] for word in editors[0].replace("-", " ").split() if word[0].isalpha()).upper() or "ED"
