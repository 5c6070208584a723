"""Errors of the reminders room."""

from enum import StrEnum

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


class FileProblem(StrEnum):
    """Why a file of people cannot be read at all, in the words of the command line."""

    TOO_BIG = "the file is bigger than 1 MB: cut it in two"
    TOO_MANY_ROWS = "the file has more than 5000 rows: cut it in two"
    NOT_CSV = "this is no CSV file: save the table as CSV"
    NOBODY = "the file holds nobody"
    COLUMNS_MISSING = "columns are missing"
    COLUMN_TWICE = "two columns say the same thing"
    UNREADABLE_LINE = "a line cannot be read"


class PeopleFileError(ReminderError):
    """A file of people cannot be read at all."""

    code = "people_file"

    def __init__(self, problem: FileProblem, where: str = "") -> None:
        """`where`: the columns or the line it is about."""
        super().__init__(f"{problem}: {where}" if where else str(problem))
        self.problem = problem
        self.where = where


class RowsWithErrorsError(ReminderError):
    """Rows with errors were handed in to be imported."""

    code = "people_rows"
