"""Logs: one line an event, on standard error, with ids only: never a number, never a body."""

import logging
import re
import sys

# Libraries that would quote a task, an address or a request in their lines.
QUIET = (
    "huey",
    "uvicorn",
    "httpx",
    "httpcore",
    "urllib3",
    "twilio.http_client",
    "sanic",
    "rasa_sdk",
    "alembic",
)
_LONG_NUMBER = re.compile(r"\+?\d(?:[\s.\-]?\d){8,}(?![0-9a-fA-F])")


class NumbersHidden(logging.Formatter):
    """The second net: a telephone number that slipped into a line or a traceback is masked."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, with every long run of digits after its own time masked."""
        said = _LONG_NUMBER.sub(_mask, super().format(record))
        return f"{self.formatTime(record)} {record.levelname} {said}"


def _mask(match: re.Match[str]) -> str:
    before = match.string[match.start() - 1 : match.start()]
    return match.group() if before.isalnum() else "[number]"


def configure_logging(level: str) -> None:
    """Send the logs of this process to standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(NumbersHidden("%(name)s %(message)s"))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in QUIET:
        logging.getLogger(name).setLevel(max(logging.WARNING, root.level))
