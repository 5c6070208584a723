"""What a browser may read of its conversation."""

from typing import Any

from relais.bootstrap import Relais
from relais.conversations import ReadMessage, messages_after
from web.widget.intake import client_id_in

SAFETY = "safety."


def read_thread(relais: Relais, conversation_id: str, after: int) -> list[dict[str, Any]]:
    """The messages with an id above `after`, oldest first, a hundred at most.

    `client_id` lets the browser know its own message again when it never heard that it arrived.
    """
    with relais.database.reading() as session:
        messages = messages_after(session, relais.vault, conversation_id, after)
    return [_as_json(read) for read in messages]


def _as_json(read: ReadMessage) -> dict[str, Any]:
    message = read.message
    return {
        "id": message.id,
        "client_id": client_id_in(message.provider_id),
        "author": message.author,
        "text": read.body,
        # The payload is between us and Rasa.
        "choices": [
            {"number": choice["number"], "label": choice["label"]} for choice in message.choices
        ],
        "urgent": any(key.startswith(SAFETY) for key in message.reply_keys),
        "at": message.created_at.isoformat(),
    }
