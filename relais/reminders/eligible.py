"""Who may be sent a reminder: the one definition, asked when planning and again when sending."""

from sqlalchemy import ColumnElement, and_

from relais.conversations import Person


def may_be_reminded() -> ColumnElement[bool]:
    """People who agreed to reminders, have not stopped them, and can be reached by text."""
    return and_(
        Person.consented_at.is_not(None),
        Person.reminders_stopped_at.is_(None),
        Person.opted_out_at.is_(None),
        Person.unreachable.is_(None),
        Person.phone_sealed.is_not(None),
    )
