"""What the actions need from the composition root."""

from typing import Protocol

from relais.clock import Clock
from relais.db import Database
from relais.settings import Settings


class Relais(Protocol):
    """The services of a running Relais that actions use; `relais.bootstrap.Relais` is one."""

    @property
    def settings(self) -> Settings: ...
    @property
    def clock(self) -> Clock: ...
    @property
    def database(self) -> Database: ...
