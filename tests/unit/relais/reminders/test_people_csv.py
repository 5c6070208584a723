from datetime import date

import pytest

from relais.reminders import (
    MAX_BYTES,
    MAX_ROWS,
    Field,
    PeopleFileError,
    Problem,
    Row,
    read_people_csv,
    template,
)
from relais.rights import Cover

TODAY = date(2026, 11, 22)
HEADER = "nom;telephone;langue;droit;fin;depose_par_association;consentement"
AMINA = "Amina;0639980001;arabe;C2S;31/01/2027;oui;oui"
BORIS = "Boris;0639980002;anglais;AME;28/02/2027;non;oui"


def _read(*lines: str, header: str = HEADER, encoding: str = "utf-8") -> list[Row]:
    return read_people_csv("\r\n".join([header, *lines]).encode(encoding), TODAY)


def _problems(row: Row) -> list[tuple[Field | None, Problem]]:
    return [(error.field, error.problem) for error in row.errors]


def test_each_row_is_read() -> None:
    rows = _read(AMINA, BORIS)
    assert [row.errors for row in rows] == [[], []]
    assert [row.line for row in rows] == [2, 3]
    entries = [row.entry for row in rows if row.entry]
    assert [entry.name for entry in entries] == ["Amina", "Boris"]
    assert [entry.phone.e164 for entry in entries] == ["+33639980001", "+33639980002"]
    assert [entry.language for entry in entries] == ["ar", "en"]
    assert [entry.cover for entry in entries] == [Cover.C2S, Cover.AME]
    assert [entry.ends_on for entry in entries] == [date(2027, 1, 31), date(2027, 2, 28)]
    assert [entry.filed_by_association for entry in entries] == [True, False]


def test_every_row_keeps_its_own_errors() -> None:
    rows = _read("Amina;06;arabe;CMU;31/01/2027;;oui", BORIS, "Carla;;;;;;")
    assert _problems(rows[0]) == [
        (Field.PHONE, Problem.PHONE_INVALID),
        (Field.COVER, Problem.COVER_UNKNOWN),
    ]
    assert rows[1].errors == []
    assert len(rows[2].errors) == 5
    assert [row.entry is None for row in rows] == [True, False, True]
    assert [error.problem for error in rows[0].errors_of(Field.COVER)] == [Problem.COVER_UNKNOWN]


@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_the_separator_is_found(separator: str) -> None:
    rows = _read(AMINA.replace(";", separator), header=HEADER.replace(";", separator))
    assert rows[0].entry is not None


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_what_spreadsheets_save_is_read(encoding: str) -> None:
    rows = _read("Zoé;0639980001;français;C2S;31/01/2027;non;oui", encoding=encoding)
    assert rows[0].entry is not None
    assert rows[0].entry.name == "Zoé"


def test_columns_come_in_any_order_under_their_usual_names() -> None:
    rows = _read(
        "oui;Aide médicale de l'État;06 39 98 00 01;2027-01-31;FR",
        header="Accord;Droit ;Téléphone;Date de fin;LANGUE",
    )
    assert rows[0].entry is not None
    assert rows[0].entry.name is None
    assert rows[0].entry.cover == Cover.AME


def test_columns_that_are_not_asked_for_are_not_read() -> None:
    rows = _read(f"{AMINA};en attente", header=f"{HEADER};titre de séjour")
    assert rows[0].entry is not None
    assert "en attente" not in rows[0].written.values()


def test_a_number_kept_as_text_by_a_spreadsheet_is_read() -> None:
    rows = _read('Amina;"=""0639980001""";ar;C2S;31/01/2027;;oui', BORIS.replace("06", "'06"))
    assert [row.errors for row in rows] == [[], []]


def test_empty_lines_are_left_out_but_counted() -> None:
    rows = _read("", ";;;;;;", AMINA)
    assert [row.line for row in rows] == [4]


def test_a_cell_may_run_over_several_lines() -> None:
    rows = _read('"Amina\r\nTest"' + AMINA.removeprefix("Amina"), BORIS)
    assert [(row.line, row.errors) for row in rows] == [(2, []), (4, [])]


def test_a_row_that_ends_early_has_empty_cells() -> None:
    assert _problems(_read("Amina;0639980001;ar;C2S;31/01/2027")[0]) == [
        (Field.CONSENT, Problem.CONSENT_MISSING)
    ]


def test_a_separator_too_many_is_told() -> None:
    assert _problems(_read(AMINA + ";x")[0]) == [(None, Problem.TOO_MANY_CELLS)]


def test_the_same_number_and_cover_twice_is_told_whatever_its_form() -> None:
    rows = _read(AMINA, AMINA.replace("0639980001", "+33 6 39 98 00 01"))
    assert rows[0].errors == []
    assert _problems(rows[1]) == [(Field.PHONE, Problem.DUPLICATE)]


def test_one_person_may_have_two_covers() -> None:
    rows = _read(AMINA, AMINA.replace("C2S", "PUMA"))
    assert [row.errors for row in rows] == [[], []]


def test_two_people_with_one_number_are_told() -> None:
    rows = _read(AMINA, BORIS.replace("0639980002", "0639980001"))
    assert _problems(rows[1]) == [(Field.NAME, Problem.OTHER_NAME)]


def test_a_right_that_has_ended_is_told_when_the_day_is_known() -> None:
    old = AMINA.replace("2027", "2025")
    assert _problems(_read(old)[0]) == [(Field.ENDS_ON, Problem.DATE_PAST)]
    assert read_people_csv(f"{HEADER}\n{old}".encode())[0].errors == []


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "columns are missing"),
        (HEADER.encode(), "nobody"),
        (b"nom;telephone\nAmina;0639980001", "langue, droit, fin, consentement"),
        (f"{HEADER};tel\n{AMINA};x".encode(), "same thing: telephone"),
        (b"PK\x03\x04\x00\x00\x00", "no CSV file"),
        (b"\x81\x8d\xff", "no CSV file"),
        (f"{HEADER}\n{'a' * 140_000};".encode(), "cannot be read: 2"),
    ],
    ids=["empty", "no_row", "columns", "twice", "xlsx", "bytes", "huge_cell"],
)
def test_a_file_that_cannot_be_read_is_refused_as_a_whole(data: bytes, reason: str) -> None:
    with pytest.raises(PeopleFileError, match=reason):
        read_people_csv(data, TODAY)


def test_a_file_has_a_largest_size() -> None:
    with pytest.raises(PeopleFileError, match="1 MB"):
        read_people_csv(b"a" * (MAX_BYTES + 1), TODAY)


def test_a_file_has_a_largest_number_of_rows() -> None:
    lines = [f"a;06 39 98;ar;C2S;31/01/2027;;{index}" for index in range(MAX_ROWS)]
    assert len(_read(*lines)) == MAX_ROWS
    with pytest.raises(PeopleFileError, match="5000"):
        _read(*lines, BORIS)


def test_rows_hide_themselves() -> None:
    assert "0639980001" not in repr(_read(AMINA)[0])


def test_the_template_is_a_file_with_nobody_in_it() -> None:
    header = template().decode("utf-8-sig").strip()
    assert _read(AMINA, header=header)[0].entry is not None
    with pytest.raises(PeopleFileError, match="nobody"):
        read_people_csv(template(), TODAY)
