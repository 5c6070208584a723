"""What the service asks of whoever carries its texts."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol


class SmsSender(Protocol):
    """Carries texts. Every method may raise SenderError, and nothing else."""

    def send(self, to: str, body: str, *, reference: str) -> str:
        """Hand one text over; the provider's id of it.

        `to` is E.164; `reference` is the id of the delivery, which status callbacks bring back.
        Raises Refused, TryLater (it was certainly not taken) or OutcomeUnknown (it may have been).
        """
        ...

    def find(self, to: str, body: str, since: datetime) -> Sequence[str]:
        """Ids of the texts with this body handed over for `to` since then, the oldest first.

        Raises TryLater or OutcomeUnknown when the provider cannot say.
        """
        ...
