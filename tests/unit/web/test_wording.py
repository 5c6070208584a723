"""The words of the pages, in the language a browser asks for."""

import pytest

from relais.replies import LANGUAGES, Texts
from web.wording import NAMES, direction_of, interface, language_for, language_names


@pytest.mark.parametrize(
    ("wanted", "language"),
    [
        ("", "fr"),
        ("fr", "fr"),
        ("AR-dz,fr", "ar"),
        ("en-GB;q=0.9,fr", "en"),
        ("de,ar", "ar"),
        ("uk", "uk"),
        ("es-419", "es"),
        ("fa-AF", "fa"),
        ("bn", "en"),
        ("de", "fr"),
        (",,", "fr"),
        ("<script>", "fr"),
    ],
)
def test_the_first_language_spoken_is_taken_else_the_nearest(wanted: str, language: str):
    assert language_for(wanted) == language


def test_arabic_and_persian_run_from_right_to_left():
    assert {code for code in LANGUAGES if direction_of(code) == "rtl"} == {"ar", "fa"}


def test_every_language_is_offered_by_its_own_name_in_every_language(texts: Texts):
    names = {one["code"]: one["name"] for one in language_names(texts)}

    assert list(names) == list(LANGUAGES)
    assert (names["ro"], names["uk"], names["fa"]) == ("Română", "Українська", "فارسی / دری")
    for code, name in names.items():
        assert {texts.text(NAMES[code], language) for language in LANGUAGES} == {name}


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
