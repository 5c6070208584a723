"""Turns per second and latency, through the signed webhook to the outbox.

    .venv/bin/python -m bench.turns            # Relais, then the bot `rasa init` writes
    .venv/bin/python -m bench.turns --only relais

A turn of Relais: a text signed as Twilio signs it is posted, stored, understood, answered, and its
reply stands in the outbox, on disk. A turn of the bare bot: a message is posted to its REST channel
and its reply comes back; it stores nothing on disk. Both on this machine, one after the other.
"""

import argparse
import json
import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

from twilio.request_validator import RequestValidator  # type: ignore[import-untyped]

from bench.messages import messages
from bench.processes import ROOT, resident_megabytes, running, wait_until_answers
from relais.supervisor import free_port
from relais.training import BOT_PYTHON

TURN_SECONDS = 20.0
PEOPLE = 100  # each from a number of its own, of the range reserved for fiction
ACCOUNT, TOKEN = "AC" + "0" * 32, "bench-token"
Turn = Callable[[int, str], None]


@dataclass(frozen=True)
class Figures:
    """One line of the table: turns a second, and milliseconds a turn."""

    what: str
    at_once: int
    turns: int
    per_second: float
    median_ms: float
    p95_ms: float


def measure(what: str, turn: Turn, texts: list[str], at_once: int) -> Figures:
    """Each of `at_once` threads takes the next text until none is left."""
    waiting = iter(enumerate(texts))
    lock, seconds = threading.Lock(), []

    def work() -> None:
        while True:
            with lock:
                number, text = next(waiting, (-1, ""))
            if number < 0:
                return
            started = time.perf_counter()
            turn(number, text)
            seconds.append(time.perf_counter() - started)

    threads = [threading.Thread(target=work) for _ in range(at_once)]
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    elapsed = time.perf_counter() - started
    return Figures(
        what,
        at_once,
        len(texts),
        round(len(texts) / elapsed, 1),
        round(statistics.median(seconds) * 1000, 1),
        round(statistics.quantiles(seconds, n=20)[18] * 1000, 1),
    )


@contextmanager
def relais_running(folder: Path) -> Iterator[tuple[Turn, dict[str, float], float]]:
    """A whole Relais with a stand-in for Twilio; its turn, its memory when idle, its start."""
    port, stand_in_port = free_port(), free_port()
    public = f"http://127.0.0.1:{port}"
    environment = {
        "RELAIS_PORT": str(port),
        "RELAIS_DATA_DIR": str(folder / "var"),
        "RELAIS_TWILIO_ACCOUNT_SID": ACCOUNT,
        "RELAIS_TWILIO_AUTH_TOKEN": TOKEN,
        "RELAIS_TWILIO_FROM": "+33937000000",
        "RELAIS_TWILIO_API_URL": f"http://127.0.0.1:{stand_in_port}",
    }
    stand_in = [sys.executable, "-m", "tests.fakes.twilio", "--port", str(stand_in_port)]
    stand_in += ["--account-sid", ACCOUNT, "--auth-token", TOKEN]
    subprocess.run(
        [sys.executable, "-m", "relais.cli", "train"],
        check=True,
        cwd=ROOT,
        env=dict(os.environ) | environment,
    )
    serve = [sys.executable, "-m", "relais.cli", "serve"]
    with (
        running(stand_in, ROOT, {}, folder / "stand-in.log"),
        running(serve, ROOT, environment, folder / "relais.log") as process,
    ):
        start = wait_until_answers(f"{public}/health", process)
        idle = resident_megabytes(process.pid)
        yield _webhook_turn(public, port, folder / "var" / "relais.db"), idle, start


def _webhook_turn(public: str, port: int, database: Path) -> Turn:
    validator = RequestValidator(TOKEN)
    local = threading.local()

    def turn(number: int, text: str) -> None:
        if not hasattr(local, "http"):
            local.http = HTTPConnection("127.0.0.1", port)
            local.db = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
        sid = f"SM{time.time_ns():032d}"[:34]
        form = {
            "MessageSid": sid,
            "From": f"+336399800{number % PEOPLE:02d}",
            "To": "+33937000000",
            "Body": text,
        }
        signature = validator.compute_signature(f"{public}/twilio/sms", form)
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "X-Twilio-Signature": signature,
        }
        local.http.request("POST", "/twilio/sms", urlencode(form), headers)
        answer = local.http.getresponse()
        answer.read()
        if answer.status != 200:
            raise RuntimeError(f"the webhook answered {answer.status}")
        _wait_for_outbox(local.db, sid)

    return turn


def _wait_for_outbox(database: sqlite3.Connection, sid: str) -> None:
    deadline = time.perf_counter() + TURN_SECONDS
    while time.perf_counter() < deadline:
        row = database.execute(
            "SELECT state FROM messages WHERE provider_id = ?", (sid,)
        ).fetchone()
        # The message is `answered` in the very transaction that puts its reply in the outbox.
        if row is not None and row[0] != "received":
            return
        time.sleep(0.001)
    raise TimeoutError("no answer in the outbox")


@contextmanager
def bare_bot_running(folder: Path) -> Iterator[tuple[Turn, dict[str, float], float]]:
    """The bot that `rasa init` writes, trained and served as its own documentation says."""
    python, port = str(ROOT / BOT_PYTHON), free_port()
    quiet = {"TF_CPP_MIN_LOG_LEVEL": "3", "RASA_TELEMETRY_ENABLED": "false"}
    (folder / "bare").mkdir()
    subprocess.run(
        [python, "-m", "rasa", "init", "--no-prompt", "--init-dir", str(folder / "bare")],
        check=True,
        env=dict(os.environ) | quiet,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    serve = [python, "-m", "rasa", "run", "--interface", "127.0.0.1", "--port", str(port)]
    (folder / "bare" / "credentials.yml").write_text("rest:\n")
    with running(serve, folder / "bare", quiet, folder / "bare.log") as process:
        start = wait_until_answers(f"http://127.0.0.1:{port}/", process)
        idle = resident_megabytes(process.pid)
        yield _rest_turn(port), idle, start


def _rest_turn(port: int) -> Turn:
    local = threading.local()

    def turn(number: int, text: str) -> None:
        if not hasattr(local, "http"):
            local.http = HTTPConnection("127.0.0.1", port)
        body = json.dumps({"sender": f"person-{number % PEOPLE}", "message": text})
        headers = {"Content-Type": "application/json"}
        local.http.request("POST", "/webhooks/rest/webhook", body, headers)
        answer = local.http.getresponse()
        answer.read()
        if answer.status != 200:
            raise RuntimeError(f"the bot answered {answer.status}")

    return turn


def main() -> None:
    """Measure and print a table in Markdown, then the same as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--turns", type=int, default=400)
    parser.add_argument("--only", choices=["relais", "bare"])
    asked = parser.parse_args()
    kinds = {"relais": relais_running, "bare": bare_bot_running}
    lines, facts = [], {}
    for kind, start in kinds.items():
        if asked.only not in {None, kind}:
            continue
        with tempfile.TemporaryDirectory() as name, start(Path(name)) as (turn, idle, seconds):
            measure(kind, turn, messages(50, seed=9), 4)  # warm-up
            facts[kind] = {"start_s": round(seconds, 1), "idle_mb": idle}
            for at_once in (1, 8):
                lines.append(measure(kind, turn, messages(asked.turns, seed=at_once), at_once))
    print("| what | at once | turns/s | median ms | p95 ms |\n|---|---|---|---|---|")
    for line in lines:
        print(
            f"| {line.what} | {line.at_once} | {line.per_second} | {line.median_ms} "
            f"| {line.p95_ms} |"
        )
    print(json.dumps({"turns": [asdict(line) for line in lines], "facts": facts}, indent=1))


if __name__ == "__main__":
    main()
