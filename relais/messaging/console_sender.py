"""The sender of the demo: texts stay in the database, where the phone simulator reads them."""

import uuid
from collections.abc import Sequence
from datetime import datetime


class ConsoleSender:
    """Takes every text and carries it nowhere. Writes nothing: a body never reaches a log."""

    def send(self, to: str, body: str, *, reference: str) -> str:
        """An id of its own for each text."""
        return f"console-{uuid.uuid4().hex}"

    def find(self, to: str, body: str, since: datetime) -> Sequence[str]:
        """Nothing: a text interrupted by a crash went nowhere, and may go again."""
        return ()
