"""Collects what Rasa says in a turn."""

from typing import Any, Dict, List

from rasa.core.channels.channel import OutputChannel

Say = Dict[str, Any]


class SayCollector(OutputChannel):
    """Takes reply keys with arguments and choices, and nothing else: Rasa holds no sentence."""

    def __init__(self) -> None:
        """Start with nothing said."""
        self.says: List[Say] = []

    @classmethod
    def name(cls) -> str:
        """The name under which responses could be written for this channel alone."""
        return "relais"

    async def send_custom_json(
        self, recipient_id: str, json_message: Dict[str, Any], **kwargs: Any
    ) -> None:
        """Take one reply, its optional parts filled in."""
        self.says.append(
            {
                "say": json_message["say"],
                "args": json_message.get("args") or {},
                "choices": [
                    {
                        "say": choice["say"],
                        "args": choice.get("args") or {},
                        "payload": choice["payload"],
                    }
                    for choice in json_message.get("choices") or []
                ],
            }
        )

    async def send_text_message(self, recipient_id: str, text: str, **kwargs: Any) -> None:
        """Refuse: a sentence here would reach people unreviewed and in one language only."""
        raise ValueError("a response has to be a reply key under custom")
