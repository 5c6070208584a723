import pytest

from relais.messaging import InvalidPhoneNumberError, PhoneNumber


@pytest.mark.parametrize(
    "written",
    [
        "0639980001",
        "06 39 98 00 01",
        "06.39.98.00.01",
        "06-39-98-00-01",
        "+33639980001",
        "+33 (0)6 39 98 00 01",
        "0033 6 39 98 00 01",
        "33639980001",
        " +33 6 39 98 00 01 ",
        "\u202a+33 6 39 98 00 01\u202c",  # as copied from a contact list
        "06\u00a039\u00a098\u00a000\u00a001",
        "٠٦٣٩٩٨٠٠٠١",
    ],
)
def test_every_usual_way_of_writing_a_number_gives_the_same_number(written: str) -> None:
    assert PhoneNumber.parse(written) == PhoneNumber("+33639980001")


@pytest.mark.parametrize(
    "written",
    [
        "",
        "15",
        "36 46",
        "06 39 98 00 0",
        "06 39 98 00 011",
        "Fatima",
        "06 39 98 00 0l",
        "whatsapp:+33639980001",
        "0639980001, 0639980002",
        "+999 12345678",
        "0" * 200,
    ],
)
def test_what_is_no_number_is_refused_without_being_repeated(written: str) -> None:
    with pytest.raises(InvalidPhoneNumberError) as refusal:
        PhoneNumber.parse(written)

    assert str(refusal.value) == "invalid_phone_number"


def test_a_number_is_national_to_the_region_it_is_read_in() -> None:
    assert PhoneNumber.parse("0551 23 45 67", "DZ").e164 == "+213551234567"


def test_the_country_is_told() -> None:
    assert PhoneNumber.parse("+33639980001").country == "FR"
    assert PhoneNumber.parse("+216 20 123 456").country == "TN"


@pytest.mark.parametrize("written", ["04 94 00 00 00", "01 23 45 67 89", "09 72 00 00 00"])
def test_french_fixed_lines_and_boxes_are_landlines(written: str) -> None:
    number = PhoneNumber.parse(written)

    assert number.is_landline
    assert not number.takes_texts


@pytest.mark.parametrize("written", ["0639980001", "06 39 98 00 99", "+1 202 555 0123"])
def test_mobiles_and_what_may_be_one_take_texts(written: str) -> None:
    number = PhoneNumber.parse(written)

    assert not number.is_landline
    assert number.takes_texts


def test_free_numbers_take_no_texts_though_they_are_no_landlines() -> None:
    number = PhoneNumber.parse("0800 00 00 00")

    assert not number.is_landline
    assert not number.takes_texts


def test_people_read_french_numbers_as_french_people_write_them() -> None:
    assert PhoneNumber.parse("+33639980001").formatted == "06 39 98 00 01"
    assert PhoneNumber.parse("+21620123456").formatted == "+216 20 123 456"


def test_a_number_hides_itself_when_printed() -> None:
    number = PhoneNumber.parse("0639980001")

    assert "39980001" not in f"{number} {number!r} {[number]}"
