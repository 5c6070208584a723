"""`relais languages`: how far the translations are, and the names of those who have read them."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated

import typer

from relais import reviews

app = typer.Typer(help="The state of the translations; sign those that were read.")

HEADER = ("", "messages", "translated", "reviewed", "unreviewed", "stale", "by")


@app.callback(invoke_without_command=True)
def show(context: typer.Context) -> None:
    """Show, for each catalogue, what is translated, what was read and signed, and by whom."""
    if context.invoked_subcommand is not None:
        return
    lines = [HEADER, *map(_line, reviews.states())]
    widths = [max(len(cell) for cell in column) for column in zip(*lines, strict=True)]
    for line in lines:
        typer.echo(_aligned(line, widths))


@app.command()
def sign(
    language: Annotated[str, typer.Argument(help="its code, as in locales/")],
    name: Annotated[str, typer.Option(help="of the native speaker who read the messages")],
    day: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="of the reading; today by default")
    ] = None,
) -> None:
    """Sign every message of a language whose "needs work" mark the reader has taken off."""
    read_on = day.date() if day else date.today()  # noqa: DTZ011 - the reader's own calendar
    signed = reviews.sign_catalogue(language, name, read_on)
    typer.echo(f"{signed} messages signed")


def _line(state: reviews.CatalogueState) -> tuple[str, ...]:
    numbers = (state.messages, state.translated, state.reviewed, state.unreviewed, state.stale)
    by = ", ".join(f"{name} ({count})" for name, count in state.reviewers.most_common())
    return (f"{state.domain} {state.language}", *map(str, numbers), by or "-")


def _aligned(line: Sequence[str], widths: Sequence[int]) -> str:
    first, *numbers, last = line
    cells = [first.ljust(widths[0])]
    cells += [cell.rjust(width) for cell, width in zip(numbers, widths[1:-1], strict=True)]
    return "  ".join([*cells, last])
