"""No text message of the assistant is longer than three segments, in any language."""

from datetime import UTC

import pytest

from relais.messaging import measure
from relais.replies import LANGUAGES, Choice, Say, Texts, for_sms, render

MOST_SEGMENTS = 3
# Labels of the widget and of the demo page never travel by SMS.
ON_SCREEN = ("widget.", "demo.")
OWN_NAME = "choice.arabic"  # a language is offered by the name its speakers give it
# The longest of each that people are told in earnest.
LONGEST = {
    "name": "Centre Hospitalier de la Dracénie (CHD)",
    "address": "Maison de la Solidarité, 57 Boulevard Joseph Bernard de Trans, 83300 Draguignan",
    "phone": {"type": "phone", "value": "+33494506470"},
    "hours": "lundi - vendredi 9 h - 12 h 30, 14 h - 17 h 30",
    "place": "Promo-Soins Draguignan",
    "when": {"type": "datetime", "value": "2026-09-30T14:30:00+02:00"},
    "end_date": {"type": "date", "value": "2026-09-30"},
    "language": {"type": "language", "value": "fr"},
    "count": 12,
}


def longest(texts: Texts, prefix: str, language: str) -> str:
    keys = [key for key in texts if key.startswith(prefix)]
    return max((texts.text(key, language) for key in keys), key=len)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reply_fits_with_its_longest_arguments(texts: Texts, language: str):
    labels = {
        "care_type": longest(texts, "care_type.", language),
        "appointment": longest(texts, "care.appointment_", language),
    }
    sizes = {
        key: measure(for_sms(texts.text(key, language, **LONGEST, **labels))).count
        for key in texts
        if not key.startswith(ON_SCREEN)
    }

    assert {key: size for key, size in sizes.items() if size > MOST_SEGMENTS} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_longest_question_back_fits_with_its_choices(texts: Texts, language: str):
    intents = [key for key in texts if key.startswith("intent.")]
    intents.sort(key=lambda key: len(texts.text(key, language)))
    labels = [*intents[-3:], "choice.none_of_these"]
    say = Say("clarify.did_you_mean", choices=tuple(Choice(key, {}, "/x") for key in labels))

    text = render(texts, [say], language=language, channel="sms", zone=UTC).text

    assert measure(text).count <= MOST_SEGMENTS


def test_french_is_written_in_the_alphabet_of_text_messages(texts: Texts):
    outside = [
        key
        for key in texts
        if key != OWN_NAME and measure(for_sms(texts.source(key).text)).encoding != "gsm7"
    ]

    assert outside == []
