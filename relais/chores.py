"""What the jobs do from time to time, by themselves."""

from datetime import timedelta

from relais import appointments, conversations, reminders
from relais.bootstrap import Relais
from relais.jobs import Chore


def chores(relais: Relais) -> list[tuple[timedelta, Chore]]:
    """Each chore and how often it runs; every one may run twice without harm."""
    return [
        (timedelta(minutes=1), lambda: _forget_erased(relais)),
        (timedelta(minutes=5), lambda: _reminders(relais)),
        (timedelta(hours=6), lambda: _slots(relais)),
        (timedelta(hours=6), lambda: _retention(relais)),
    ]


def _forget_erased(relais: Relais) -> None:
    conversations.forget_erased(relais)


def _reminders(relais: Relais) -> None:
    reminders.plan_reminders(relais)
    reminders.send_due(relais)


def _slots(relais: Relais) -> None:
    with relais.database.transaction() as session:
        appointments.make_slots(session, relais.clock.now(), relais.settings.zone)


def _retention(relais: Relais) -> None:
    with relais.database.transaction() as session:
        conversations.erase_old_conversations(
            session, relais.clock.now(), relais.settings.retention_days
        )
