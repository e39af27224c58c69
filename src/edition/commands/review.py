"""`edition review`: the places of an edition, the most doubtful first; one key a decision."""

import threading
import webbrowser
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from edition.commands.terminal import Folder, Here, out, progress
from edition.errors import InputError


def review(
    folder: Folder = Here,
    port: Annotated[int, typer.Option(help="The port; 0: any that is free.")] = 0,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Print the address, and open no browser.")] = False,
    by: Annotated[str, typer.Option("--as", metavar="INITIALS", help="Who decides; left out, the only editor.")] = "",
    name: Annotated[str, typer.Option("--id", metavar="ID", help="Open at this entry, or name or date.")] = "",
    blind: Annotated[
        bool, typer.Option("--blind", help="Decide without the decisions of others, for a comparison later.")
    ] = False,
) -> None:
    """Walk the doubtful places in a browser on this machine, and decide each with one key. Ctrl-C ends it."""
    from edition.commands.review_routes import routes_of
    from edition.commands.review_server import serving_review
    from edition.tasks.review.session import ReviewSession

    with progress() as tell:
        tell("reading and collating")
        session = ReviewSession(folder, by.strip() or initials_of_editor(folder), blind)
    start = session.view.place(name).id if name else ""
    with serving_review(routes_of(session), port) as server:
        out.print(f"The review: {server.address(start)}")
        out.print(f"Decisions go to {escape(session.path)}; `edition build` carries them out.")
        if not no_browser:
            webbrowser.open(server.address(start))
        with suppress(KeyboardInterrupt):
            threading.Event().wait()
    out.print(f"Ended. What was decided is in {escape(session.path)}.")


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
