"""Reminders before a right ends: who agreed to them, what is planned, sent and answered."""

from relais.reminders.errors import (
    FileProblem,
    PeopleFileError,
    PersonNotFoundError,
    ReminderError,
    ReminderNotFoundError,
    ReminderStateError,
    RowsWithErrorsError,
)
from relais.reminders.hold import CANCELLABLE, HOLDABLE, RELEASABLE, cancel, hold, release
from relais.reminders.import_people import add_person, import_people
from relais.reminders.listing import (
    ReminderFilter,
    ReminderLine,
    ReminderPage,
    list_reminders,
)
from relais.reminders.models import Reminder, ReminderState
from relais.reminders.people_csv import MAX_BYTES, MAX_ROWS, Row, read_people_csv, template
from relais.reminders.people_listing import (
    PeoplePage,
    PersonLine,
    ReadPerson,
    find_people,
    list_people,
    read_person,
)
from relais.reminders.person_fields import (
    Field,
    FieldError,
    PersonEntry,
    Problem,
    read_entry,
    read_fields,
)
from relais.reminders.plan import plan_reminders
from relais.reminders.quiet_hours import is_quiet
from relais.reminders.reply import Answer, reply_to
from relais.reminders.send import send_due
from relais.reminders.withdraw_consent import withdraw_consent
from relais.reminders.wording import Preview, preview

__all__ = [
    "CANCELLABLE",
    "HOLDABLE",
    "MAX_BYTES",
    "MAX_ROWS",
    "RELEASABLE",
    "Answer",
    "Field",
    "FieldError",
    "FileProblem",
    "PeopleFileError",
    "PeoplePage",
    "PersonEntry",
    "PersonLine",
    "PersonNotFoundError",
    "Preview",
    "Problem",
    "ReadPerson",
    "Reminder",
    "ReminderError",
    "ReminderFilter",
    "ReminderLine",
    "ReminderNotFoundError",
    "ReminderPage",
    "ReminderState",
    "ReminderStateError",
    "Row",
    "RowsWithErrorsError",
    "add_person",
    "cancel",
    "find_people",
    "hold",
    "import_people",
    "is_quiet",
    "list_people",
    "list_reminders",
    "plan_reminders",
    "preview",
    "read_entry",
    "read_fields",
    "read_people_csv",
    "read_person",
    "release",
    "reply_to",
    "send_due",
    "template",
    "withdraw_consent",
]
