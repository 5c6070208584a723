"""Which languages the assistant speaks."""

import pytest

from relais.replies import (
    DEFAULT_LANGUAGE,
    LANGUAGES,
    answer_languages,
    is_spoken,
    nearest_spoken,
)


def test_a_spoken_language_is_answered_in_itself():
    assert all(is_spoken(code) and nearest_spoken(code) == code for code in LANGUAGES)


@pytest.mark.parametrize(
    ("code", "nearest"),
    [("ka", "ru"), ("ca", "es"), ("bn", "en"), ("de", "fr"), ("xx", "fr"), (None, "fr")],
)
def test_another_language_is_answered_in_one_likely_to_be_read(code, nearest):
    assert not is_spoken(code)
    assert nearest_spoken(code) == nearest


def test_the_texts_are_written_in_a_language_that_is_spoken():
    assert is_spoken(DEFAULT_LANGUAGE)


def test_a_language_known_and_not_spoken_is_answered_in_french_and_english():
    assert answer_languages("de") == ("fr", "en")
    assert answer_languages(None) == ("fr",)
    assert all(answer_languages(code) == (code,) for code in LANGUAGES)
