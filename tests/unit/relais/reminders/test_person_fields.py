from datetime import date

import pytest

from relais.reminders import Field, Problem, read_entry, read_fields
from relais.rights import Cover

TODAY = date(2026, 11, 22)
WRITTEN = {
    Field.NAME: "Amina Test",
    Field.PHONE: "06 39 98 00 01",
    Field.LANGUAGE: "arabe",
    Field.COVER: "C2S",
    Field.ENDS_ON: "31/01/2027",
    Field.FILED: "oui",
    Field.CONSENT: "oui",
}


def _problems(**changed: str) -> list[tuple[Field | None, Problem]]:
    written = WRITTEN | {Field[name.upper()]: text for name, text in changed.items()}
    entry, errors = read_entry(written, TODAY)
    assert (entry is None) == bool(errors)
    return [(error.field, error.problem) for error in errors]


def test_every_field_is_read() -> None:
    entry, errors = read_entry(WRITTEN, TODAY)
    assert errors == []
    assert entry is not None
    assert (entry.name, entry.phone.e164, entry.language) == ("Amina Test", "+33639980001", "ar")
    assert (entry.cover, entry.ends_on) == (Cover.C2S, date(2027, 1, 31))
    assert entry.filed_by_association


def test_an_entry_hides_itself() -> None:
    entry, _ = read_entry(WRITTEN, TODAY)
    assert "Amina" not in repr(entry)
    assert "639980001" not in repr(entry)


def test_every_wrong_field_is_told() -> None:
    _, errors = read_entry({}, TODAY)
    assert [error.problem for error in errors] == [
        Problem.PHONE_MISSING,
        Problem.LANGUAGE_MISSING,
        Problem.COVER_MISSING,
        Problem.DATE_MISSING,
        Problem.CONSENT_MISSING,
    ]


def test_an_error_is_readable_and_repeats_nothing() -> None:
    _, errors = read_entry(WRITTEN | {Field.PHONE: "06 12"}, TODAY)
    assert str(errors[0]) == "telephone: not a telephone number"


@pytest.mark.parametrize(
    "written",
    [
        "0639980001",
        "06.39.98.00.01",
        "06-39-98-00-01",
        "+33 6 39 98 00 01",
        "0033639980001",
        "+33 (0)6 39 98 00 01",
        "639980001",
    ],
)
def test_any_way_of_writing_a_number_is_read(written: str) -> None:
    entry, _ = read_entry(WRITTEN | {Field.PHONE: written}, TODAY)
    assert entry is not None
    assert entry.phone.e164 == "+33639980001"


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        ("06 39 98", Problem.PHONE_INVALID),
        ("Amina", Problem.PHONE_INVALID),
        ("6,39980E+08", Problem.PHONE_INVALID),
        ("04 94 50 64 70", Problem.PHONE_NO_TEXTS),
    ],
)
def test_a_number_that_takes_no_texts_is_refused(written: str, problem: Problem) -> None:
    assert _problems(phone=written) == [(Field.PHONE, problem)]


@pytest.mark.parametrize(
    ("written", "language"),
    [("fr", "fr"), ("Français", "fr"), ("anglais", "en"), ("ARABE", "ar"), ("العربية", "ar")],
)
def test_a_language_is_known_by_its_names(written: str, language: str) -> None:
    entry, _ = read_entry(WRITTEN | {Field.LANGUAGE: written}, TODAY)
    assert entry is not None
    assert entry.language == language


def test_a_language_the_assistant_does_not_speak_is_refused() -> None:
    assert _problems(language="klingon") == [(Field.LANGUAGE, Problem.LANGUAGE_UNKNOWN)]


@pytest.mark.parametrize(
    ("written", "cover"),
    [
        ("puma", Cover.PUMA),
        ("PUMa", Cover.PUMA),
        ("Complémentaire santé solidaire", Cover.C2S),
        ("Aide médicale de l'État", Cover.AME),
    ],
)
def test_a_cover_is_known_by_its_names(written: str, cover: Cover) -> None:
    entry, _ = read_entry(WRITTEN | {Field.COVER: written}, TODAY)
    assert entry is not None
    assert entry.cover == cover


def test_a_cover_nobody_heard_of_is_refused() -> None:
    assert _problems(cover="mutuelle") == [(Field.COVER, Problem.COVER_UNKNOWN)]


@pytest.mark.parametrize(
    "written",
    ["31/01/2027", "31-01-2027", "31.1.2027", "2027-01-31", "2027-01-31 00:00:00"],
)
def test_a_day_is_read_in_french_or_iso_order(written: str) -> None:
    entry, _ = read_entry(WRITTEN | {Field.ENDS_ON: written}, TODAY)
    assert entry is not None
    assert entry.ends_on == date(2027, 1, 31)


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        ("31/02/2027", Problem.DATE_INVALID),
        ("01/31/2027", Problem.DATE_INVALID),
        ("31/01/27", Problem.DATE_INVALID),
        ("janvier", Problem.DATE_INVALID),
        ("46418", Problem.DATE_INVALID),
        ("21/11/2026", Problem.DATE_PAST),
        ("31/01/2072", Problem.DATE_FAR),
    ],
)
def test_a_day_that_cannot_be_is_refused(written: str, problem: Problem) -> None:
    assert _problems(ends_on=written) == [(Field.ENDS_ON, problem)]


def test_a_right_may_end_today() -> None:
    assert _problems(ends_on="22/11/2026") == []


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        ("", Problem.CONSENT_MISSING),
        ("non", Problem.CONSENT_REFUSED),
        ("peut-être", Problem.CONSENT_UNKNOWN),
    ],
)
def test_nobody_is_recorded_without_their_consent(written: str, problem: Problem) -> None:
    assert _problems(consent=written) == [(Field.CONSENT, problem)]


@pytest.mark.parametrize(("written", "filed"), [("", False), ("Non", False), ("x", True)])
def test_who_files_is_the_person_unless_it_is_said(written: str, filed: bool) -> None:
    entry, _ = read_entry(WRITTEN | {Field.FILED: written}, TODAY)
    assert entry is not None
    assert entry.filed_by_association is filed


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("  Amina \t Test ", "Amina Test"),
        ('=HYPERLINK("http://example.org")', 'HYPERLINK("http://example.org")'),
        ("+cmd|' /C calc'!A0", "cmd|' /C calc'!A0"),
        ("@SUM(A1)", "SUM(A1)"),
        ("", None),
    ],
)
def test_a_name_can_never_run_as_a_formula(written: str, name: str | None) -> None:
    entry, _ = read_entry(WRITTEN | {Field.NAME: written}, TODAY)
    assert entry is not None
    assert entry.name == name


def test_a_very_long_name_is_refused() -> None:
    assert _problems(name="a" * 121) == [(Field.NAME, Problem.NAME_TOO_LONG)]


def test_only_the_fields_asked_for_are_read() -> None:
    values, errors = read_fields({Field.COVER: "ame"}, TODAY, [Field.COVER])
    assert (values, errors) == ({Field.COVER: Cover.AME}, [])
