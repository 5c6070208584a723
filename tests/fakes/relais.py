"""A whole Relais for tests: real rooms, a still clock, and fakes where the outside begins."""

from dataclasses import dataclass, field
from functools import cache
from typing import Any

from relais import safety
from relais.bell import BellError
from relais.bootstrap import Relais
from relais.db import Database
from relais.messaging import ConsoleSender
from relais.replies import Texts
from relais.settings import Settings
from relais.understanding import RasaUnavailable, Understood
from relais.vault import Keys, Vault
from tests.conftest import FixedClock


@dataclass
class FakeBell:
    """Keeps what was rung; broken on demand."""

    conversations: list[str] = field(default_factory=list)
    deliveries: list[str] = field(default_factory=list)
    broken: bool = False

    def conversation_waits(self, conversation_id: str) -> None:
        self._check()
        self.conversations.append(conversation_id)

    def delivery_waits(self, delivery_id: str) -> None:
        self._check()
        self.deliveries.append(delivery_id)

    def _check(self) -> None:
        if self.broken:
            raise BellError("broken for the test")


@dataclass
class FakeRasa:
    """Says what the test tells it to, per text; remembers what it was asked."""

    says: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    intents: dict[str, tuple[str, float]] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)  # conversation, text
    forgotten: list[str] = field(default_factory=list)
    down: bool = False

    def ask(self, conversation_id: str, text: str, language: str, channel: str) -> Understood:
        self._check()
        self.asked.append((conversation_id, text))
        return self._understood(text)

    def ask_payload(
        self, conversation_id: str, payload: str, language: str, channel: str
    ) -> Understood:
        return self.ask(conversation_id, payload, language, channel)

    def parse(self, texts: list[str]) -> list[Understood]:
        self._check()
        return [self._understood(text) for text in texts]

    def forget(self, conversation_id: str) -> None:
        self._check()
        self.forgotten.append(conversation_id)

    def healthy(self) -> bool:
        return not self.down

    def _understood(self, text: str) -> Understood:
        intent, confidence = self.intents.get(text, ("greet", 0.9))
        says = self.says.get(text, [{"say": "small_talk.greet"}])
        return Understood(
            intent=intent,
            confidence=confidence,
            ranking=((intent, confidence),),
            entities=(),
            says=tuple(says),
        )

    def _check(self) -> None:
        if self.down:
            raise RasaUnavailable("down for the test")


@dataclass
class RelaisForTests:
    """The composition root's object and its fakes, at hand."""

    relais: Relais
    bell: FakeBell
    rasa: FakeRasa


_screen = cache(safety.load_screen)


def build_relais(
    database: Database,
    clock: FixedClock,
    keys: Keys,
    texts: Texts,
    **settings: Any,
) -> RelaisForTests:
    """A Relais on this database; further settings by name, as in `Settings`."""
    bell, rasa = FakeBell(), FakeRasa()
    relais = Relais(
        settings=Settings.model_validate(settings),
        clock=clock,
        database=database,
        keys=keys,
        vault=Vault(keys),
        texts=texts,
        screen=_screen(),
        sender=ConsoleSender(),
        rasa=rasa,
        bell=bell,
    )
    return RelaisForTests(relais, bell, rasa)
