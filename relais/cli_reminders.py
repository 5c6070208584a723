"""`relais reminders …`: what the console's page of reminders does, from the command line."""

import os
from collections.abc import Callable
from datetime import datetime
from typing import Annotated

import typer
from sqlalchemy.orm import Session

from relais import reminders
from relais.bootstrap import Relais, build
from relais.settings import load_settings

app = typer.Typer(no_args_is_help=True, help="See, hold, release or cancel planned reminders.")

ReminderId = Annotated[str, typer.Argument(help="as `relais reminders list` shows it")]
Shown = Annotated[reminders.ReminderFilter, typer.Option(help="which ones")]


@app.command("list")
def list_reminders(
    shown: Shown = reminders.ReminderFilter.COMING,
    page: Annotated[int, typer.Option(min=1, help="thirty a page")] = 1,
) -> None:
    """List reminders with their text and its cost in segments; no name and no number."""
    relais = build(load_settings(os.environ))
    with relais.database.reading() as session:
        found = reminders.list_reminders(session, relais.vault, shown, page)
        for line in found.lines:
            typer.echo(_described(relais, line))
    typer.echo(f"page {found.page} of {found.pages}, {found.counts[shown]} reminders")


def _described(relais: Relais, line: reminders.ReminderLine) -> str:
    reminder = line.reminder
    words = reminders.preview(
        relais,
        line.cover,
        reminder.ends_on,
        line.person.language,
        discreet=line.person.discreet,
    )
    review = "" if words.is_reviewed else ", unreviewed"
    return (
        f"{reminder.id} {reminder.state} leaves {reminder.due_on} for {line.cover} "
        f"until {reminder.ends_on}: {words.language}{review}, {words.segments.count} segments\n"
        + "\n".join(f"    {written}" for written in words.text.splitlines())
    )


@app.command()
def hold(reminder_id: ReminderId) -> None:
    """Keep a planned reminder from leaving."""
    _change(reminders.hold, reminder_id)


@app.command()
def release(reminder_id: ReminderId) -> None:
    """Plan a held or cancelled reminder again."""
    _change(reminders.release, reminder_id)


@app.command()
def cancel(reminder_id: ReminderId) -> None:
    """Give up a reminder that was not sent."""
    _change(reminders.cancel, reminder_id)


def _change(verb: Callable[[Session, str, datetime], None], reminder_id: str) -> None:
    relais = build(load_settings(os.environ))
    with relais.database.transaction() as session:
        verb(session, reminder_id, relais.clock.now())
    typer.echo("done")
