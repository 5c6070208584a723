"""The `relais` command. A user's mistake ends in one line and exit code 1 or 2, no traceback."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer

from relais import cli_evaluate, cli_languages, cli_reminders
from relais.bootstrap import ROOT, Relais, build
from relais.errors import RelaisError
from relais.logging import configure_logging
from relais.settings import PREFIX, Settings, load_settings

app = typer.Typer(no_args_is_help=True, add_completion=False, help=__doc__)
database_app = typer.Typer(no_args_is_help=True, help="The database's schema.")
import_app = typer.Typer(no_args_is_help=True, help="Bring in data from files.")
app.add_typer(database_app, name="db")
app.add_typer(import_app, name="import")
app.add_typer(cli_evaluate.app, name="evaluate")
app.add_typer(cli_reminders.app, name="reminders")
app.add_typer(cli_languages.app, name="languages")


def _settings() -> Settings:
    """The settings of a part that runs on, whose log is wanted."""
    settings = load_settings(os.environ)
    configure_logging(settings.log_level)
    return settings


def _relais() -> Relais:
    """The parts, for a command whose own output is all that is wanted."""
    configure_logging("WARNING")
    return build(load_settings(os.environ))


@app.command()
def serve() -> None:
    """Prepare what is missing, start every part, and stop them all on Ctrl-C."""
    from relais import stack
    from relais.prepare import prepare

    settings = _settings()
    prepare(ROOT, settings)
    raise typer.Exit(stack.serve(ROOT, settings))


@app.command()
def web() -> None:
    """Serve the web alone: webhooks, widget, demo and console."""
    _become(["-m", "web"])


@app.command()
def actions() -> None:
    """Serve Rasa's custom actions alone, on loopback."""
    _become(["-m", "actions"])


def _become(arguments: list[str]) -> None:
    _settings()
    os.chdir(ROOT)
    os.execv(sys.executable, [sys.executable, *arguments])  # noqa: S606 - our own program


@app.command()
def jobs() -> None:
    """Run the jobs alone: answering, delivering, reminders and the sweep."""
    from relais.chores import chores
    from relais.jobs import HueyBell, Sweep, Worker, run_jobs

    relais = build(_settings())
    if not isinstance(relais.bell, HueyBell):
        raise RelaisError("these jobs need the huey bell")
    work = Worker(relais)
    run_jobs(relais.bell, work, Sweep(relais.database, relais.clock, work, chores(relais)))


@app.command()
def rasa() -> None:
    """Run Rasa alone, on loopback."""
    from relais.stack import full_rasa_environment, rasa_command
    from relais.training import train

    settings = _settings()
    train(ROOT, settings)
    command = rasa_command(ROOT, settings)
    os.chdir(ROOT)
    os.execve(command[0], command, full_rasa_environment(ROOT, settings))  # noqa: S606


@app.command("settings")
def list_settings() -> None:
    """List every setting, its value and its meaning; secrets are not shown."""
    settings = load_settings(os.environ)
    for name, field in Settings.model_fields.items():
        typer.echo(f"{PREFIX}{name.upper()}={getattr(settings, name)}\n    {field.description}")


@database_app.command("upgrade")
def upgrade() -> None:
    """Bring the schema up to date."""
    from relais.prepare import upgrade_database

    upgrade_database(ROOT, _settings())


@app.command()
def load_sample() -> None:
    """Load the sample directory and sessions, and the demo logins where the demo is on."""
    from relais.prepare import load_sample_data

    load_sample_data(_relais())


@app.command()
def train() -> None:
    """Train Rasa, if what it learns from has changed."""
    from relais.training import train as train_rasa

    changed = train_rasa(ROOT, _settings())
    typer.echo("trained" if changed else "nothing changed, not trained")


@app.command()
def create_user(
    login: Annotated[str, typer.Argument(help="what the person logs in with")],
    role: Annotated[str, typer.Option(help="mediator, reviewer or admin")] = "mediator",
    name: Annotated[str, typer.Option(help="as colleagues see it; the login by default")] = "",
) -> None:
    """Create an account of the staff; the password is asked for, or read from standard input."""
    from relais import staff

    password = (
        typer.prompt("Password", hide_input=True, confirmation_prompt=True)
        if sys.stdin.isatty()
        else sys.stdin.readline().rstrip("\n")
    )
    relais = _relais()
    with relais.database.transaction() as session:
        staff.create_member(
            session,
            login=login,
            name=name or login,
            password=password,
            role=role,
            now=relais.clock.now(),
        )
    typer.echo(f"{login} can log in as {role}")


@import_app.command("people")
def import_people(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="a CSV file")],
    dry_run: Annotated[bool, typer.Option(help="only say what would be done")] = False,
) -> None:
    """Import people and the ends of their rights; rows with errors are named, none is imported."""
    from relais import reminders

    relais = _relais()
    today = relais.clock.now().astimezone(relais.settings.zone).date()
    rows = reminders.read_people_csv(file.read_bytes(), today)
    wrong = [row for row in rows if row.errors]
    for row in wrong:
        typer.echo(f"line {row.line}: {'; '.join(str(error) for error in row.errors)}", err=True)
    if wrong:
        typer.echo(f"{len(wrong)} of {len(rows)} rows have errors; nothing imported", err=True)
        raise typer.Exit(1)
    if not dry_run:
        with relais.database.transaction() as session:
            reminders.import_people(session, relais.vault, rows, relais.clock.now())
    typer.echo(f"{len(rows)} rows {'would be imported' if dry_run else 'imported'}")


@app.command()
def plan_reminders() -> None:
    """Plan the reminders that have become due to be planned; running it twice plans none twice."""
    from relais import reminders

    planned = reminders.plan_reminders(_relais())
    typer.echo(f"{planned} reminders planned")


def main() -> None:
    """Run the command; an error of ours is one line on standard error."""
    try:
        app()
    except RelaisError as error:
        typer.echo(f"relais: {error.detail or error.code}", err=True)
        sys.exit(1)
    except subprocess.SubprocessError as error:
        typer.echo(f"relais: {type(error).__name__}", err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
