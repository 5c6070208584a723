"""What the verbs of this room need from the composition root."""

from typing import Protocol

from relais.bell import Bell
from relais.clock import Clock
from relais.db import Database
from relais.replies import Texts
from relais.safety import Screen
from relais.settings import Settings
from relais.understanding import RasaClient
from relais.vault import Vault


class Parts(Protocol):
    """The services of a running Relais; `bootstrap.Relais` is one."""

    @property
    def settings(self) -> Settings: ...
    @property
    def clock(self) -> Clock: ...
    @property
    def database(self) -> Database: ...
    @property
    def vault(self) -> Vault: ...
    @property
    def texts(self) -> Texts: ...
    @property
    def screen(self) -> Screen: ...
    @property
    def rasa(self) -> RasaClient: ...
    @property
    def bell(self) -> Bell: ...
