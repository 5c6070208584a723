"""The words of the pages, in the language a browser asks for."""

import pytest

from relais.replies import LANGUAGES, Texts
from web.wording import direction_of, interface, language_for


@pytest.mark.parametrize(
    ("wanted", "language"),
    [
        ("", "fr"),
        ("fr", "fr"),
        ("AR-dz,fr", "ar"),
        ("en-GB;q=0.9,fr", "en"),
        ("de,ar", "ar"),
        ("uk", "en"),
        ("es-ES", "fr"),
        ("de", "fr"),
        (",,", "fr"),
        ("<script>", "fr"),
    ],
)
def test_the_first_language_spoken_is_taken_else_the_nearest(wanted: str, language: str):
    assert language_for(wanted) == language


def test_only_arabic_runs_from_right_to_left():
    assert {language: direction_of(language) for language in LANGUAGES} == {
        "fr": "ltr",
        "en": "ltr",
        "ar": "rtl",
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_script_finds_every_word_it_uses(texts: Texts, language: str):
    used = {
        *("title", "open", "close", "send", "placeholder", "message_label", "offline", "sending"),
        *("not_delivered", "too_long", "too_many", "typing", "you", "assistant", "staff"),
        *("conversation", "new_message", "choices", "language", "quick_exit", "end", "ended"),
        *("privacy_note", "danger_note"),
    }

    words = interface(texts, language)["strings"]

    assert used <= set(words)
    assert all(words[name] for name in used)
