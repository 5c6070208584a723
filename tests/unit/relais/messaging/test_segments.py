import pytest

from relais.messaging import Encoding, Segments, measure

GSM7, UCS2 = Encoding.GSM7, Encoding.UCS2


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("a" * 459, 3),
        ("a" * 460, 4),
    ],
)
def test_plain_texts_hold_160_characters_alone_and_153_a_part(text: str, count: int) -> None:
    assert measure(text) == Segments(GSM7, count, len(text))


@pytest.mark.parametrize(
    ("text", "count"), [("س" * 70, 1), ("س" * 71, 2), ("س" * 134, 2), ("س" * 135, 3)]
)
def test_other_scripts_hold_70_characters_alone_and_67_a_part(text: str, count: int) -> None:
    assert measure(text) == Segments(UCS2, count, len(text))


def test_the_accents_of_the_basic_alphabet_cost_nothing() -> None:
    assert measure("é è à ù ì ò Ç É ñ ü") == Segments(GSM7, 1, 19)


@pytest.mark.parametrize("character", ["ê", "ç", "ô", "î", "œ", "’", "«", "…", "–", "\u00a0", "`"])
def test_one_character_outside_the_alphabet_changes_the_whole_text(character: str) -> None:
    assert measure("a" * 70 + character) == Segments(UCS2, 2, 71)


@pytest.mark.parametrize("character", list("^{}\\[~]|€\f"))
def test_characters_of_the_extension_count_twice(character: str) -> None:
    assert measure(character * 80) == Segments(GSM7, 1, 160)
    assert measure(character * 81) == Segments(GSM7, 2, 162)


def test_an_escape_is_not_torn_from_its_character() -> None:
    fits = "a" * 151 + "€" + "b" * 153
    torn = "a" * 152 + "€" + "b" * 152

    assert (len(fits), len(torn)) == (305, 305)
    assert measure(fits) == Segments(GSM7, 2, 306)
    assert measure(torn) == Segments(GSM7, 3, 306)


def test_emoji_count_as_the_utf_16_units_they_travel_in() -> None:
    assert measure("😀" * 35) == Segments(UCS2, 1, 70)
    assert measure("😀" * 36) == Segments(UCS2, 2, 72)


def test_a_surrogate_pair_is_not_torn() -> None:
    assert measure("س" * 66 + "😀" + "س" * 66) == Segments(UCS2, 3, 134)
    assert measure("س" * 65 + "😀" + "س" * 67) == Segments(UCS2, 2, 134)


def test_a_vowel_sign_stays_with_its_letter() -> None:
    assert measure("س" * 66 + "بِ" + "س" * 66) == Segments(UCS2, 3, 134)


def test_an_emoji_keeps_its_colour() -> None:
    assert measure("س" * 65 + "👍🏽" + "س" * 65) == Segments(UCS2, 3, 134)


def test_an_emoji_of_several_joined_is_not_torn() -> None:
    family = "👨\u200d👩\u200d👧"

    assert measure("س" * 60 + family + "س" * 66) == Segments(UCS2, 3, 134)


def test_an_empty_text_costs_nothing() -> None:
    assert measure("") == Segments(GSM7, 0, 0)
