"""No text message of the assistant is long: three segments in the alphabet of text messages, four
in any other, with the longest arguments and choices that people get in earnest."""

from collections.abc import Iterator
from datetime import UTC
from typing import Any

import pytest

from actions.where import short_address
from relais.conversations.language import SAYS_THE_SAME
from relais.directory import Place
from relais.messaging import Encoding, measure
from relais.replies import LANGUAGES, Choice, Say, Texts, for_sms, render

MOST_SEGMENTS = {Encoding.GSM7: 3, Encoding.UCS2: 4}
MORE_FOR_TWO_REPLIES = 2  # in one message: a place and its hours
# For somebody whose language is not spoken, in French and English.
MOST_SEGMENTS_SIDE_BY_SIDE = 7
# Labels of the widget and of the demo page never travel by SMS.
ON_SCREEN = ("widget.", "demo.", "landing.")
LANGUAGE_NAMES = (
    *("french", "english", "arabic", "spanish", "portuguese"),
    *("romanian", "russian", "ukrainian", "turkish", "persian"),
)
IN_ANOTHER_ALPHABET = {"choice.arabic", "choice.russian", "choice.ukrainian", "choice.persian"}
LONGEST_ADDRESS = "Maison de la Solidarité, 57 Boulevard Joseph Bernard de Trans, 83300 Draguignan"
LONGEST_NAME = "Centre Hospitalier de la Dracénie (CHD)"
# The longest of each that people are told in earnest.
LONGEST = {
    "name": LONGEST_NAME,
    "phone": {"type": "phone", "value": "+33494506470"},
    "hours": {"type": "hours", "value": "0,1,2,3 09:00-12:30,14:00-17:30;4 09:00-12:30"},
    "place": "Promo-Soins Draguignan",
    "when": {"type": "datetime", "value": "2026-09-30T14:30:00+02:00"},
    "end_date": {"type": "date", "value": "2026-09-30"},
    "language": {"type": "language", "value": "fa"},
    "count": 12,
}


def longest(texts: Texts, prefix: str, language: str) -> str:
    keys = [key for key in texts if key.startswith(prefix)]
    return max((texts.text(key, language) for key in keys), key=len)


def arguments(texts: Texts, language: str) -> dict[str, Any]:
    return {
        **LONGEST,
        "address": short_address(Place(address=LONGEST_ADDRESS), language),
        "care_type": longest(texts, "care_type.", language),
        "appointment": longest(texts, "care.appointment_", language),
    }


def with_choices(texts: Texts, language: str) -> Iterator[list[Say]]:
    """The replies that offer choices, with the longest they offer."""
    args = arguments(texts, language)

    def say(key: str, *labels: str) -> Say:
        given = {"choice.place": {"name": LONGEST_NAME}}
        return Say(key, args, tuple(Choice(key, given.get(key, args)) for key in labels))

    person = "choice.talk_to_person"
    interview_or_person = ("choice.book_social_worker", person)
    booking = "intent.book_appointment"
    yes_or_no = ("choice.yes", "choice.no")
    languages = [f"choice.{name}" for name in LANGUAGE_NAMES]
    yield from ([say(key, *interview_or_person)] for key in texts if key.startswith("rights."))
    yield [say("appointments.offer_slots", *["choice.slot"] * 3, "choice.other_day")]
    yield [say("appointments.ask_which_to_cancel", *["choice.appointment"] * 3)]
    yield [say("appointments.confirm_booking", *yes_or_no)]
    yield [say("appointments.confirm_move", *yes_or_no)]
    yield [say("appointments.confirm_cancel", *yes_or_no)]
    yield [say("appointments.interview_first", *interview_or_person)]
    yield [say("appointments.none", booking, person)]
    yield [say("appointments.no_slots", "choice.other_care", person)]
    yield [say("people.delete_my_data", *yes_or_no)]
    yield [say("small_talk.language_ask", *languages)]
    yield [say("small_talk.language_not_spoken", *languages, person)]
    yield [say("care.none_found_near", *["choice.place"] * 3)]
    yield [say("care.emergency_department", *["choice.place"] * 3)]
    reminder = ("choice.done", "choice.help", "choice.no_more_reminders")
    yield from ([say(key, *reminder)] for key in texts if key.startswith("reminders."))
    for key in ("care.found", "care.found_without_phone"):
        yield [say(key, booking)]
        yield [say(key), say("care.found_more", "choice.more", booking)]
    for key in ("care.place_details", "care.place_details_without_phone"):
        yield [say(key, booking, person), say("care.hours")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reply_fits_with_its_longest_arguments(texts: Texts, language: str):
    args = arguments(texts, language)
    sizes = {
        key: measure(for_sms(texts.text(key, language, **args)))
        for key in texts
        if not key.startswith(ON_SCREEN)
    }

    assert [key for key, size in sizes.items() if size.count > MOST_SEGMENTS[size.encoding]] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reply_fits_with_its_choices(texts: Texts, language: str):
    too_long = {}
    for says in with_choices(texts, language):
        text = render(texts, says, language=language, channel="sms", zone=UTC).text
        size = measure(text)
        most = MOST_SEGMENTS[size.encoding] + (MORE_FOR_TWO_REPLIES if len(says) > 1 else 0)
        if size.count > most:
            too_long[says[0].key] = size.count

    assert too_long == {}


def test_two_languages_side_by_side_fit(texts: Texts):
    told = Say("system.language_half_understood")
    sizes = {}
    for says in with_choices(texts, "fr"):
        is_said = says[0].key in SAYS_THE_SAME
        shown = says if is_said else [told, *says]
        text = render(texts, shown, language="de", channel="sms", zone=UTC).text
        sizes[says[0].key] = measure(text).count

    assert {key: size for key, size in sizes.items() if size > MOST_SEGMENTS_SIDE_BY_SIDE} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_longest_question_back_fits_with_its_choices(texts: Texts, language: str):
    intents = [key for key in texts if key.startswith("intent.")]
    intents.sort(key=lambda key: len(texts.text(key, language)))
    labels = [*intents[-3:], "choice.none_of_these"]
    say = Say("clarify.did_you_mean", choices=tuple(Choice(key, {}, "/x") for key in labels))

    size = measure(render(texts, [say], language=language, channel="sms", zone=UTC).text)

    assert size.count <= MOST_SEGMENTS[size.encoding]


@pytest.mark.parametrize("language", ["fr", "en", "es", "pt", "ro", "tr"])
def test_latin_letters_are_written_in_the_alphabet_of_text_messages(texts: Texts, language: str):
    outside = [
        key
        for key in texts
        if key not in IN_ANOTHER_ALPHABET
        and measure(
            for_sms(texts.text(key, language, **arguments(texts, language), number="1"))
        ).encoding
        != Encoding.GSM7
    ]

    assert outside == []
