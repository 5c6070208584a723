"""Rights about to end and the reminders planned for them."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from relais.reminders import Reminder, plan_reminders
from relais.rights import Right
from tests.factories.rights import make_right
from tests.fakes.relais import RelaisForTests


def today(running: RelaisForTests) -> date:
    """The day it is where people live."""
    relais = running.relais
    return relais.clock.now().astimezone(relais.settings.zone).date()


def right_ending_in(running: RelaisForTests, days: int, **more: Any) -> Right:
    """A right of somebody new that ends in so many days; `more` goes to `make_right`."""
    relais = running.relais
    with relais.database.transaction() as session:
        ends_on = today(running) + timedelta(days=days)
        return make_right(session, relais.vault, relais.clock.now(), ends_on, **more)


def planned_reminder(running: RelaisForTests, days: int = 50, **more: Any) -> Reminder:
    """The reminder of such a right, planned as the jobs plan it."""
    right = right_ending_in(running, days, **more)
    plan_reminders(running.relais)
    with running.relais.database.reading() as session:
        return reminder_of(session, right)


def reminder_of(session: Session, right: Right) -> Reminder:
    """The one reminder of a right."""
    return session.scalars(select(Reminder).where(Reminder.right_id == right.id)).one()
