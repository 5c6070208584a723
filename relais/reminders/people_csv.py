"""A file of people: every row is read and keeps its own errors."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from relais.messaging import PhoneNumber
from relais.reminders.errors import FileProblem, PeopleFileError
from relais.reminders.person_fields import Field, FieldError, PersonEntry, Problem, read_entry
from relais.reminders.plain_words import plain
from relais.rights import Cover

MAX_ROWS = 5000
MAX_BYTES = 1024 * 1024
SEPARATORS = ";,\t"
REQUIRED = (Field.PHONE, Field.LANGUAGE, Field.COVER, Field.ENDS_ON, Field.CONSENT)
_ALIASES = {
    Field.NAME: "nom|nom prenom|prenom nom|nom et prenom|personne|name",
    Field.PHONE: "telephone|tel|numero|numero de telephone|portable|mobile|phone",
    Field.LANGUAGE: "langue|language",
    Field.COVER: "droit|couverture|right|cover",
    Field.ENDS_ON: "fin|date de fin|fin de droit|fin de droits|fin du droit|echeance|ends on",
    Field.FILED: "depose par association|depose par l association|association depose",
    Field.CONSENT: "consentement|accord|consent",
}
_FIELD_BY_HEADER = {
    header: column for column, headers in _ALIASES.items() for header in headers.split("|")
}


@dataclass(repr=False)
class Row:
    """One row: what is written in its cells, and either an entry or errors."""

    line: int  # of the file, from 1
    written: dict[Field, str]
    entry: PersonEntry | None
    errors: list[FieldError] = field(default_factory=list)

    def errors_of(self, column: Field | None) -> list[FieldError]:
        """What is wrong in one column; None: with the row as a whole."""
        return [error for error in self.errors if error.field == column]


def read_people_csv(data: bytes, today: date | None = None) -> list[Row]:
    """The rows of a CSV file, empty ones left out.

    UTF-8, UTF-16 with its mark, or Windows-1252; separated by semicolons, commas or tabs; columns
    in any order under the names of `Field` or their usual variants, unknown ones are not read.
    A right that ended before `today` is an error; without it, past dates are not noticed.
    Raises PeopleFileError when the file as a whole cannot be read.
    """
    lines = _lines(data)
    _, header = next(lines, (0, []))
    columns = _columns(header)
    rows: list[Row] = []
    for line, cells in lines:
        if len(rows) == MAX_ROWS:
            raise PeopleFileError(FileProblem.TOO_MANY_ROWS)
        rows.append(_read_row(line, cells, columns, len(header), today))
    if not rows:
        raise PeopleFileError(FileProblem.NOBODY)
    _compare(rows)
    return rows


def template() -> bytes:
    """An empty file with the right columns, as spreadsheets of this country open it."""
    return ("\ufeff" + ";".join(Field) + "\r\n").encode()


def _lines(data: bytes) -> Iterator[tuple[int, list[str]]]:
    """Each line that is not empty, with its number; a quoted cell may run over several."""
    if len(data) > MAX_BYTES:
        raise PeopleFileError(FileProblem.TOO_BIG)
    text = _decode(data)
    first = next((line for line in text.splitlines() if line.strip()), "")
    separator = max(SEPARATORS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    line = 1
    try:
        for cells in reader:
            cleaned = [_unwrap(cell) for cell in cells]
            if any(cleaned):
                yield line, cleaned
            line = reader.line_num + 1
    except csv.Error:
        raise PeopleFileError(FileProblem.UNREADABLE_LINE, str(line)) from None


def _decode(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise PeopleFileError(FileProblem.NOT_CSV)


def _unwrap(cell: str) -> str:
    """The cell without what spreadsheets put around a text that looks like a number."""
    cell = cell.strip()
    if cell.startswith('="') and cell.endswith('"'):
        cell = cell[2:-1].strip()
    return cell.removeprefix("'")


def _columns(header: Sequence[str]) -> dict[Field, int]:
    """Where each field is. Raises PeopleFileError, naming what is missing or twice there."""
    columns: dict[Field, int] = {}
    for index, name in enumerate(header):
        column = _FIELD_BY_HEADER.get(plain(name.replace("_", " ")))
        if column is None:
            continue
        if column in columns:
            raise PeopleFileError(FileProblem.COLUMN_TWICE, column)
        columns[column] = index
    missing = [column for column in REQUIRED if column not in columns]
    if missing:
        raise PeopleFileError(FileProblem.COLUMNS_MISSING, ", ".join(missing))
    return columns


def _read_row(
    line: int, cells: Sequence[str], columns: dict[Field, int], width: int, today: date | None
) -> Row:
    written = {
        column: cells[index] if index < len(cells) else "" for column, index in columns.items()
    }
    entry, errors = read_entry(written, today)
    if any(cells[width:]):
        entry, errors = None, [FieldError(None, Problem.TOO_MANY_CELLS), *errors]
    return Row(line, written, entry, errors)


def _compare(rows: Sequence[Row]) -> None:
    """Find what contradicts an earlier row."""
    seen: set[tuple[PhoneNumber, Cover]] = set()
    names: dict[PhoneNumber, str] = {}
    for row in rows:
        entry = row.entry
        if entry is None:
            continue
        name = plain(entry.name or "")
        if (entry.phone, entry.cover) in seen:
            row.errors.append(FieldError(Field.PHONE, Problem.DUPLICATE))
        elif name and names.setdefault(entry.phone, name) != name:
            row.errors.append(FieldError(Field.NAME, Problem.OTHER_NAME))
        seen.add((entry.phone, entry.cover))
        if row.errors:
            row.entry = None
