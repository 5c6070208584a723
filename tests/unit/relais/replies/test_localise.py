"""Arguments, written the way each language writes them."""

from zoneinfo import ZoneInfo

import pytest

from relais.replies import LANGUAGES, ReplyArgumentError, UnknownReplyError
from relais.replies.localise import Writer, write_phone

PARIS = ZoneInfo("Europe/Paris")


def label(key: str) -> str:
    labels = {"care_type.dentist": "dentiste", "right.c2s": "C2S", "language.ar": "arabe"}
    if key not in labels:
        raise UnknownReplyError(key)
    return labels[key]


def write(kind: str, value: object, language: str = "fr", zone: ZoneInfo | None = PARIS) -> str:
    return Writer(language, zone, label).write({"type": kind, "value": value})


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("fr", "mardi 1 décembre à 14 h"),
        ("en", "Tuesday, December 1 at 2:00 PM"),
        ("ar", "الثلاثاء 1 ديسمبر الساعة 14:00"),
        ("es", "martes 1 de diciembre a las 14:00"),
        ("pt", "terça-feira, 1 de dezembro às 14:00"),
        ("ro", "marți, 1 decembrie, ora 14:00"),
        ("ru", "вторник, 1 декабря, 14:00"),
        ("uk", "вівторок, 1 грудня, 14:00"),
        ("tr", "1 Aralık Salı, saat 14:00"),
        ("fa", "سه\u200cشنبه 1 دسامبر، ساعت 14:00"),
    ],
)
def test_a_moment_is_told_in_words_in_the_zone_of_the_person(language, expected):
    assert write("datetime", "2026-12-01T13:00:00+00:00", language) == expected


def test_minutes_are_told_when_there_are_any():
    assert write("datetime", "2026-12-01T08:05:00+01:00") == "mardi 1 décembre à 8 h 05"


def test_summer_time_is_counted():
    assert write("datetime", "2026-07-01T12:00:00+00:00").endswith("à 14 h")


def test_without_a_zone_a_moment_is_told_in_its_own_offset():
    assert write("datetime", "2026-12-01T13:00:00+00:00", zone=None).endswith("à 13 h")


@pytest.mark.parametrize(
    ("language", "expected"),
    [("fr", "31 mars 2027"), ("en", "March 31, 2027"), ("ar", "31 مارس 2027")],
)
def test_a_date_has_its_year(language, expected):
    assert write("date", "2027-03-31", language) == expected


@pytest.mark.parametrize(
    ("language", "expected"), [("fr", "14 h 30"), ("en", "2:30 PM"), ("ar", "14:30")]
)
def test_an_hour_is_told_as_the_language_tells_it(language, expected):
    assert write("time", "14:30", language) == expected


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("+33494506470", "04 94 50 64 70"),
        ("+33800231313", "0 800 23 13 13"),
        ("15", "15"),
        ("3114", "3114"),
        ("+442079460018", "+44 20 7946 0018"),
    ],
)
def test_a_number_is_written_as_people_dial_it(number, expected):
    assert write_phone(number) == expected


def test_codes_are_said_with_the_replies_of_their_names():
    assert write("care_type", "dentist") == "dentiste"
    assert write("right", "c2s") == "C2S"
    assert write("language", "ar") == "arabe"
    assert write("text_key", "care_type.dentist") == "dentiste"


def test_a_code_nobody_knows_is_an_error():
    with pytest.raises(UnknownReplyError):
        write("care_type", "astrologer")


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("datetime", "mardi"),
        ("datetime", "2026-12-01T13:00:00"),
        ("date", "demain"),
        ("time", "midi"),
        ("phone", "04 94"),
        ("phone", "+33"),
        ("phone", 15),
        ("money", "12"),
    ],
)
def test_a_value_that_is_not_of_its_type_is_an_error_that_does_not_repeat_it(kind, value):
    with pytest.raises(ReplyArgumentError) as refusal:
        write(kind, value)

    assert str(value) not in refusal.value.detail


@pytest.mark.parametrize("value", [True, 1.5, [], {"type": "date"}, None])
def test_an_argument_of_another_shape_is_an_error(value):
    with pytest.raises(ReplyArgumentError):
        Writer("fr", PARIS, label).write(value)


def test_plain_arguments_are_written_as_they_are():
    writer = Writer("ar", PARIS, label)

    assert (writer.write("Promo-Soins"), writer.write(12)) == ("Promo-Soins", "12")


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("fr", "lundi, mardi 09:00-12:00, 14:00-17:00; vendredi 09:00-12:00"),
        ("uk", "понеділок, вівторок 09:00-12:00, 14:00-17:00; пʼятниця 09:00-12:00"),
        ("ar", "الاثنين، الثلاثاء 09:00-12:00، 14:00-17:00؛ الجمعة 09:00-12:00"),
    ],
)
def test_opening_hours_are_told_by_day(language, expected):
    assert write("hours", "0,1 09:00-12:00,14:00-17:00;4 09:00-12:00", language) == expected


def test_three_days_or_more_that_follow_each_other_are_told_as_one():
    assert write("hours", "0,1,2,3 09:00-12:00;5,6 10:00-11:00") == (
        "lundi - jeudi 09:00-12:00; samedi, dimanche 10:00-11:00"
    )


@pytest.mark.parametrize("value", ["", "7 09:00-12:00", "0", "monday 09:00-12:00"])
def test_what_is_not_opening_hours_is_an_error(value):
    with pytest.raises(ReplyArgumentError):
        write("hours", value)


@pytest.mark.parametrize("language", LANGUAGES)
def test_digits_are_those_of_a_telephone_in_every_language(language):
    written = write("datetime", "2026-12-01T13:00:00+00:00", language)
    written += write("date", "2026-12-01", language) + write("phone", "+33639980001", language)

    assert all(character in "0123456789" for character in written if character.isdecimal())
