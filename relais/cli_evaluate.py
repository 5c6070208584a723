"""`relais evaluate …`: scores on labelled messages, as JSON on standard output."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from relais import directory, safety, understanding
from relais.bootstrap import ROOT
from relais.settings import Settings, load_settings
from relais.supervisor import Supervisor, free_port
from relais.vault import load_keys

app = typer.Typer(no_args_is_help=True, help="Score the assistant on labelled messages.")

File = Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="JSON lines")]
Predictions = Annotated[
    Path | None, typer.Option(help="also write each line with what was predicted, here")
]


@app.command("understanding")
def evaluate_understanding(file: File, predictions: Predictions = None) -> None:
    """Intents, care types and places: lines {lang, text, intent, care_type?, place?}."""
    lines = understanding.read_lines(
        _lines_of(file),
        required=("lang", "text", "intent"),
        optional=("care_type", "place"),
    )
    with rasa_for_evaluation(load_settings(os.environ)) as client:
        evaluation = understanding.evaluate_understanding(lines, client, directory.recognise_place)
    _print(evaluation, predictions)


@app.command("safety")
def evaluate_safety(file: File, predictions: Predictions = None) -> None:
    """Danger: lines {lang, text, label}, the label emergency, violence, suicidal_thoughts, none."""
    lines = understanding.read_lines(
        _lines_of(file),
        required=("lang", "text", "label"),
        labels=understanding.SAFETY_LABELS,
    )
    screen = safety.load_screen()

    def danger_in(text: str) -> str | None:
        alert = screen.screen(text)
        return alert.danger if alert else None

    _print(understanding.evaluate_safety(lines, danger_in), predictions)


@app.command("language")
def evaluate_language(file: File, predictions: Predictions = None) -> None:
    """The language of messages: lines {lang, text, writing?}."""
    lines = understanding.read_lines(
        _lines_of(file), required=("lang", "text"), optional=("writing",)
    )
    identified = understanding.evaluate_language(
        lines, lambda text: understanding.identify_language(text).code
    )
    _print(identified, predictions)


def _lines_of(file: Path) -> list[str]:
    return file.read_text(encoding="utf-8").splitlines()


def _print(evaluation: understanding.Evaluation, predictions: Path | None) -> None:
    if predictions is not None:
        predictions.write_text(understanding.write_lines(evaluation.predictions), encoding="utf-8")
    typer.echo(json.dumps(evaluation.report, ensure_ascii=False, indent=1))


@contextmanager
def rasa_for_evaluation(settings: Settings) -> Iterator[understanding.RasaClient]:
    """The Rasa that runs, or one of our own for as long as it is needed."""
    from relais.stack import rasa_part
    from relais.training import train

    token = load_keys(settings).rasa_token
    client = understanding.HttpRasaClient(f"http://127.0.0.1:{settings.rasa_port}", token)
    if client.healthy():
        yield client
        return
    train(ROOT, settings)
    alone = settings.model_copy(update={"rasa_port": free_port()})
    client = understanding.HttpRasaClient(f"http://127.0.0.1:{alone.rasa_port}", token)
    with Supervisor([rasa_part(ROOT, alone)], ROOT).running(client.healthy, wait=120.0):
        yield client
