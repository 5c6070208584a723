"""The bell: tells the jobs at once that a row waits. The rows are the truth, a lost ring is not."""

from typing import Protocol

from relais.errors import RelaisError


class BellError(RelaisError):
    """The bell could not be rung; the sweep will find the row, only later."""

    code = "bell"


class Bell(Protocol):
    """Rings for work that is already committed. Raises BellError when it cannot."""

    def conversation_waits(self, conversation_id: str) -> None:
        """A message of this conversation waits for an answer."""
        ...

    def delivery_waits(self, delivery_id: str) -> None:
        """A text waits to be sent."""
        ...
