"""The running whole: which processes, on which ports, ready when, and what is then printed."""

import os
import sys
import urllib.error
import urllib.request
from collections.abc import Mapping
from pathlib import Path

from relais.settings import Settings
from relais.supervisor import (
    Part,
    StartError,
    Supervisor,
    free_port,
    is_free,
    require_free_port,
)
from relais.training import BOT_PYTHON, RASA, model_path, rasa_environment
from relais.vault import load_keys

READY_SECONDS = 120.0


def with_free_ports(settings: Settings, environment: Mapping[str, str]) -> Settings:
    """The settings, with inner ports that are free; a port somebody chose must be free itself."""
    require_free_port(settings.port, "RELAIS_PORT")
    chosen: dict[str, int] = {}
    for field in ("rasa_port", "actions_port"):
        port: int = getattr(settings, field)
        name = f"RELAIS_{field.upper()}"
        if name in environment:
            require_free_port(port, name)
        elif not is_free(port):
            chosen[field] = free_port()
    return settings.model_copy(update=chosen)


def serve(root: Path, settings: Settings) -> int:
    """Start every part and stay until the end; the exit code. Raises StartError."""
    python = root / BOT_PYTHON
    if not python.exists():
        raise StartError(f"{python} is missing: run `make setup`")
    settings = with_free_ports(settings, os.environ)
    supervisor = Supervisor(_parts(root, settings), root)
    return supervisor.run(
        is_ready=lambda: is_healthy(settings),
        on_ready=lambda: _announce(settings),
        wait=READY_SECONDS,
    )


def rasa_command(root: Path, settings: Settings) -> list[str]:
    """The command that runs Rasa on loopback."""
    return [
        *(str(root / BOT_PYTHON), "-m", RASA, "run"),
        *("--model", str(model_path(root, settings)), "--interface", "127.0.0.1"),
        *("--port", str(settings.rasa_port)),
        *("--credentials", "credentials.yml", "--endpoints", "endpoints.yml"),
    ]


def full_rasa_environment(root: Path, settings: Settings) -> dict[str, str]:
    """The environment of a Rasa that serves: as for training, and the token callers must show."""
    return rasa_environment(root, settings) | {
        "RELAIS_RASA_TOKEN": load_keys(settings).rasa_token,
        # The other core is busy with the web, the jobs and the actions: a second thread would only
        # wait for it. A quarter more turns a second, see bench/README.md.
        "OMP_NUM_THREADS": "1",
    }


def rasa_part(root: Path, settings: Settings) -> Part:
    """Rasa as a child process; it prints much at start, so it has a log of its own."""
    return Part(
        "rasa",
        rasa_command(root, settings),
        full_rasa_environment(root, settings),
        settings.data_dir.resolve() / "rasa.log",
    )


def is_healthy(settings: Settings) -> bool:
    """Whether the health page says that every part answers."""
    try:
        with urllib.request.urlopen(
            f"http://127.0.0.1:{settings.port}/health", timeout=5
        ) as answer:
            return bool(answer.status == 200)
    except (OSError, urllib.error.URLError):
        return False


def _parts(root: Path, settings: Settings) -> list[Part]:
    ours = dict(os.environ) | {
        "RELAIS_PORT": str(settings.port),
        "RELAIS_RASA_PORT": str(settings.rasa_port),
        "RELAIS_ACTIONS_PORT": str(settings.actions_port),
    }
    relais = [sys.executable, "-m", "relais.cli"]
    return [
        rasa_part(root, settings),
        Part("actions", [*relais, "actions"], ours),
        Part("jobs", [*relais, "jobs"], ours),
        Part("web", [*relais, "web"], ours),
    ]


def _announce(settings: Settings) -> None:
    address = f"http://127.0.0.1:{settings.port}"
    lines = [f"Relais is ready: {address}"]
    if settings.demo_enabled:
        lines += [f"  demo and phone simulator  {address}/demo"]
    lines += [f"  staff console             {address}/console"]
    if settings.demo_enabled:
        lines += ["  demo logins: mediator, reviewer, admin; password of each: relais-demo"]
    lines += ["Ctrl-C stops everything."]
    print("\n".join(lines), flush=True)  # noqa: T201
