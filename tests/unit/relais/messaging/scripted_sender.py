"""A sender that answers as it was told, and remembers what it was asked."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from relais.messaging import SenderError


@dataclass
class ScriptedSender:
    """Takes every text unless `answers` holds an error for the next send."""

    answers: list[SenderError] = field(default_factory=list)
    found: Sequence[str] | SenderError = ()
    sent: list[tuple[str, str, str]] = field(default_factory=list)  # to, body, reference
    looked_up: list[tuple[str, str, datetime]] = field(default_factory=list)
    before_answering: Callable[[], object] = lambda: None

    def send(self, to: str, body: str, *, reference: str) -> str:
        self.sent.append((to, body, reference))
        self.before_answering()
        if self.answers:
            raise self.answers.pop(0)
        return f"SM{len(self.sent)}"

    def find(self, to: str, body: str, since: datetime) -> Sequence[str]:
        self.looked_up.append((to, body, since))
        if isinstance(self.found, SenderError):
            raise self.found
        return self.found
