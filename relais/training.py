"""Training Rasa, only when what it learns from has changed."""

import hashlib
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

from relais.errors import RelaisError
from relais.settings import Settings

BOT_PYTHON = Path("bot/.venv/bin/python")
RASA = "bot.lean_rasa"  # Rasa's command line, without the half of it that is never used
LEARNT_FROM = ("config.yml", "domain", "data", "bot")
SUFFIXES = {".yml", ".py", ".lock"}
KEPT_MODELS = 2
# All cores; and no cache of Rasa's: it knows the pipeline's classes, not the modules they call.
TRAINING = {"OPENBLAS_NUM_THREADS": "2", "RASA_MAX_CACHE_SIZE": "0"}


class TrainingError(RelaisError):
    """Rasa could not be trained; the detail says where its own words are."""

    code = "training"


def fingerprint(root: Path) -> str:
    """16 hexadecimal digits that change with any file the model is made from."""
    digest = hashlib.sha256()
    for path in _files(root):
        digest.update(str(path.relative_to(root)).encode() + b"\0")
        digest.update(path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def _files(root: Path) -> Iterator[Path]:
    for name in LEARNT_FROM:
        start = root / name
        found = [start] if start.is_file() else start.rglob("*")
        yield from sorted(
            path
            for path in found
            if path.suffix in SUFFIXES and ".venv" not in path.relative_to(root).parts
        )


def model_path(root: Path, settings: Settings) -> Path:
    """Where the model for the present data is, or will be."""
    return (settings.data_dir / "models" / f"relais-{fingerprint(root)}.tar.gz").resolve()


def train(root: Path, settings: Settings) -> bool:
    """Train if the data changed; whether it did. Raises TrainingError."""
    model = model_path(root, settings)
    if model.exists():
        return False
    model.parent.mkdir(parents=True, exist_ok=True)
    log_path = model.parent / "training.log"
    command = [
        *(str(root / BOT_PYTHON), "-m", RASA, "train", "--skip-validation", "--force"),
        *("--config", "config.yml", "--domain", "domain", "--data", "data"),
        *("--out", str(model.parent), "--fixed-model-name", model.name.removesuffix(".tar.gz")),
    ]
    with log_path.open("w") as output:
        done = subprocess.run(  # noqa: S603 - our own Rasa, with our own arguments
            command,
            check=False,
            cwd=root,
            env=rasa_environment(root, settings) | TRAINING,
            stdout=output,
            stderr=output,
        )
    if done.returncode != 0 or not model.exists():
        raise TrainingError(f"training failed: see {log_path}")
    _forget_old_models(model.parent)
    return True


def _forget_old_models(folder: Path) -> None:
    models = sorted(folder.glob("relais-*.tar.gz"), key=lambda path: path.stat().st_mtime)
    for path in models[:-KEPT_MODELS]:
        path.unlink()


def rasa_environment(root: Path, settings: Settings) -> dict[str, str]:
    """What Rasa's process sees of the environment: enough to run, none of our secrets."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("RELAIS_")}
    return kept | {
        "PYTHONPATH": str(root),
        "RELAIS_DATA_DIR": str(settings.data_dir.resolve()),  # the vectors are kept there
        "RELAIS_TRACKER_PATH": str((settings.data_dir / "trackers.db").resolve()),
        "RELAIS_ACTIONS_PORT": str(settings.actions_port),
        "RASA_CACHE_DIRECTORY": str((settings.data_dir / "rasa-cache").resolve()),
        "RASA_TELEMETRY_ENABLED": "false",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
        "PYTHONWARNINGS": "ignore",
        "LOG_LEVEL": "WARNING",
        # Threads that wait without spinning: on a busy machine a turn costs a quarter as much.
        "OMP_WAIT_POLICY": "PASSIVE",
        "OMP_NUM_THREADS": "2",
        "OPENBLAS_NUM_THREADS": "1",
        "CUDA_VISIBLE_DEVICES": "-1",
    }
