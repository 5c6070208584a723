"""Whether each part answers."""

import logging
from collections.abc import Callable
from http.client import HTTPConnection, HTTPException

from sqlalchemy import text

from relais.bootstrap import Relais
from relais.heartbeat import JOBS, is_alive

log = logging.getLogger(__name__)

TIMEOUT_SECONDS = 3.0


def check(relais: Relais) -> dict[str, bool]:
    """For each part, whether it answers now. The web part answers by the fact of asking."""
    checks: dict[str, Callable[[Relais], bool]] = {
        "database": _database,
        "jobs": _jobs,
        "actions": _actions,
        "rasa": lambda relais: relais.rasa.healthy(),
    }
    return {"web": True} | {part: _safely(part, test, relais) for part, test in checks.items()}


def _safely(part: str, test: Callable[[Relais], bool], relais: Relais) -> bool:
    try:
        return test(relais)
    except Exception as error:  # whatever a dead part raises, the page must name the part
        log.warning("%s does not answer: %s", part, type(error).__name__)
        return False


def _database(relais: Relais) -> bool:
    with relais.database.transaction() as session:
        session.execute(text("SELECT 1 FROM heartbeats"))
    return True


def _jobs(relais: Relais) -> bool:
    with relais.database.reading() as session:
        return is_alive(session, JOBS, relais.clock.now())


def _actions(relais: Relais) -> bool:
    connection = HTTPConnection("127.0.0.1", relais.settings.actions_port, timeout=TIMEOUT_SECONDS)
    try:
        connection.request("GET", "/health")
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()
