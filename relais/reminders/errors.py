"""Errors of the reminders room."""

from relais.errors import RelaisError


class ReminderError(RelaisError):
    """Base of this room's errors."""

    code = "reminder"


class ReminderNotFoundError(ReminderError):
    """There is no such reminder, or its person has been erased."""

    code = "reminder_not_found"


class ReminderStateError(ReminderError):
    """The reminder has moved on: what was asked can no longer be done to it."""

    code = "reminder_state"


class PersonNotFoundError(ReminderError):
    """There is no such person, or they have been erased."""

    code = "person_not_found"


class PeopleFileError(ReminderError):
    """A file of people cannot be read at all. The detail says why, in French."""

    code = "people_file"


class RowsWithErrorsError(ReminderError):
    """Rows with errors were handed in to be imported."""

    code = "people_rows"
