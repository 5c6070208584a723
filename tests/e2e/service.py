"""A whole Relais, as `relais serve` runs it, with a stand-in for Twilio at its side."""

import contextlib
import itertools
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from relais.settings import load_settings
from relais.supervisor import free_port
from relais.training import model_path, train
from tests.fakes.twilio.server import TwilioStandIn
from tests.fakes.twilio.texts import Text
from tests.fakes.twilio.webhooks import sign_and_post

ROOT = Path(__file__).resolve().parents[2]
OURS = "+33937000000"
START_SECONDS = 120
ANSWER_SECONDS = 20
# The word of a part's command line that no other has.
PARTS = {"bot.lean_rasa": "rasa", "actions": "actions", "jobs": "jobs", "web": "web"}
_serial = itertools.count(1)


def wait_for(condition: Callable[[], Any], seconds: float = ANSWER_SECONDS) -> Any:
    """What `condition` gives once it is true; None when it never is."""
    pause = threading.Event()
    for _ in range(int(seconds / 0.05)):
        if found := condition():
            return found
        pause.wait(0.05)
    return None


@dataclass
class Service:
    """The running whole."""

    process: subprocess.Popen[bytes]
    twilio: TwilioStandIn
    port: int
    data: Path

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def post(self, sender: str, body: str, sid: str = "") -> tuple[int, str]:
        """A text from `sender`, as Twilio posts it; status and body of the answer."""
        fields = [
            ("AccountSid", self.twilio.account_sid),
            ("MessageSid", sid or f"SM{next(_serial):032x}"),
            ("From", sender),
            ("To", OURS),
            ("Body", body),
            ("NumMedia", "0"),
        ]
        return sign_and_post(f"{self.address}/twilio/sms", fields, self.twilio.auth_token)

    def texts_to(self, number: str) -> list[Text]:
        """What was sent to a number, oldest first."""
        return [text for text in list(self.twilio.accepted) if text.to == number]

    def ask(self, sender: str, body: str) -> str:
        """Send a text and wait for the next one that comes back."""
        before = len(self.texts_to(sender))
        status, _ = self.post(sender, body)
        assert status == 200
        texts = wait_for(lambda: self.texts_to(sender)[before:])
        assert texts, "no answer came"
        return str(texts[-1].body)

    def health(self) -> tuple[int, dict[str, Any]]:
        """Status and content of the health page."""
        try:
            with urllib.request.urlopen(f"{self.address}/health", timeout=10) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as error:
            return error.code, json.load(error)
        except OSError:
            return 0, {}

    def children(self) -> dict[str, int]:
        """The process ids of the parts, by name."""
        found = {}
        for path in Path("/proc").glob("[0-9]*/stat"):
            with contextlib.suppress(OSError):
                if int(path.read_text().rpartition(")")[2].split()[1]) == self.process.pid:
                    words = (path.parent / "cmdline").read_text().split("\0")
                    found[PARTS[next(w for w in words if w in PARTS)]] = int(path.parent.name)
        return found


def trained_model(data: Path) -> None:
    """Put the model for the present data into a data folder; trained once for the checkout."""
    own = load_settings({"RELAIS_DATA_DIR": str(ROOT / "var")})
    train(ROOT, own)
    target = model_path(ROOT, load_settings({"RELAIS_DATA_DIR": str(data)}))
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(model_path(ROOT, own), target)


@contextlib.contextmanager
def running_service(data: Path, **environment: str) -> Iterator[Service]:
    """`relais serve` in a data folder of its own, ready; stopped at the end."""
    trained_model(data)
    port = free_port()
    with TwilioStandIn() as twilio, (data / "serve.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "relais.cli", "serve"],
            cwd=ROOT,
            env=os.environ
            | {
                "RELAIS_DATA_DIR": str(data),
                "RELAIS_PORT": str(port),
                "RELAIS_TWILIO_ACCOUNT_SID": twilio.account_sid,
                "RELAIS_TWILIO_AUTH_TOKEN": twilio.auth_token,
                "RELAIS_TWILIO_FROM": OURS,
                "RELAIS_TWILIO_API_URL": twilio.address,
            }
            | environment,
            stdout=log,
            stderr=log,
        )
        service = Service(process, twilio, port, data)
        try:
            ready = wait_for(
                lambda: process.poll() is not None or service.health()[0] == 200, START_SECONDS
            )
            assert ready, "not ready in time"
            assert process.poll() is None, (data / "serve.log").read_text()[-3000:]
            yield service
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
            process.wait(30)
