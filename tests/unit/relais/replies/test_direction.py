"""Numbers and names inside Arabic and Persian text."""

import pytest

from relais.replies.direction import LEFT_TO_RIGHT as L
from relais.replies.direction import RIGHT_TO_LEFT as R
from relais.replies.direction import mark_direction


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("اتصل بالرقم 04 94 50 64 70 الآن", f"اتصل بالرقم {L}04 94 50 64 70 الآن"),
        ("(04 94 50 64 70) الهاتف", f"{R}({L}04 94 50 64 70) الهاتف"),
        ("الرقم +33 6 39", f"الرقم {L}+33 6 39"),
        ("العنوان: 57 Boulevard", f"العنوان: {L}57 Boulevard"),
        ("الصيدلية: 3237.fr", f"الصيدلية: {L}3237.fr"),
        ("تلفن: 04 94 50 64 70", f"تلفن: {L}04 94 50 64 70"),
        ("جمعه 09:00-12:30، 14:00-17:30", f"جمعه {L}09:00-12:30، {L}14:00-17:30"),
        ("Promo-Soins: رایگان", f"{R}Promo-Soins: رایگان"),
    ],
)
def test_what_would_be_read_backwards_gets_a_mark(text, marked):
    assert mark_direction(text) == marked


@pytest.mark.parametrize(
    "text",
    [
        "اتصل على 15 أو 112",
        "الرقم 0494506470",
        "چهارشنبه 30 سپتامبر، ساعت 14:30",
        "سه\u200cشنبه به 15 زنگ بزنید",
        "الثلاثاء 1 ديسمبر الساعة 14:00",
        "للمساعدة Promo-Soins 04 94 50 64 70",
        "Promo-Soins",
        "57 Boulevard Joseph Bernard de Trans",
        "1 نعم",
        "",
    ],
)
def test_what_reads_well_by_itself_costs_nothing(text):
    assert mark_direction(text) == text


def test_a_line_of_arabic_that_starts_with_a_latin_name_is_told_its_direction():
    assert mark_direction("Promo-Soins: مجاني\nنعم") == f"{R}Promo-Soins: مجاني\nنعم"


def test_a_number_alone_on_its_line_reads_left_to_right():
    assert mark_direction("نعم\n04 94 50") == f"نعم\n{L}04 94 50"


def test_marking_twice_changes_nothing():
    once = mark_direction("Promo-Soins: الرقم 04 94 50")

    assert mark_direction(once) == once
