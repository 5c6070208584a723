"""The composition root: the one place where the parts of a running Relais are put together."""

from dataclasses import dataclass
from pathlib import Path

from relais import messaging, models, safety
from relais.bell import Bell
from relais.clock import Clock, SystemClock
from relais.db import Database, connect
from relais.jobs import HueyBell, build_queue
from relais.messaging import SmsSender
from relais.replies import Texts
from relais.settings import Settings
from relais.understanding import HttpRasaClient, RasaClient
from relais.vault import Keys, Vault, load_keys

# Every process knows every model: tables refer to each other across rooms.
TABLES = models.Base.metadata.tables
ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Relais:
    """Everything a process of Relais works with."""

    settings: Settings
    clock: Clock
    database: Database
    keys: Keys
    vault: Vault
    texts: Texts
    screen: safety.Screen
    sender: SmsSender
    rasa: RasaClient
    bell: Bell


def build(settings: Settings) -> Relais:
    """Put the parts together for these settings. Nothing connects before its first use."""
    keys = load_keys(settings)
    return Relais(
        settings=settings,
        clock=SystemClock(),
        database=connect(settings.database),
        keys=keys,
        vault=Vault(keys),
        texts=Texts.load(),
        screen=safety.load_screen(),
        sender=messaging.make_sender(settings),
        rasa=HttpRasaClient(f"http://127.0.0.1:{settings.rasa_port}", keys.rasa_token),
        bell=HueyBell(build_queue(settings)),
    )
