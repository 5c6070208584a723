"""Who has read a translation, and whether it is still the one they read."""

from datetime import date

import pytest
from babel.messages.catalog import Message

from relais.replies import Review, review_of, sign, signature_of, unsign

READER = "Relectrice d'essai"
DAY = date(2026, 12, 1)


@pytest.fixture
def message() -> Message:
    return Message(
        "Lieu : {name}",
        "Place: {name}",
        flags=["fuzzy"],
        user_comments=["unreviewed", "a remark"],
        context="care.place",
    )


@pytest.fixture
def signed(message: Message) -> Message:
    sign(message, READER, DAY)
    return message


def test_a_message_nobody_has_read_is_unreviewed(message):
    assert review_of(message) is Review.UNREVIEWED
    assert signature_of(message) is None


def test_a_signature_takes_the_place_of_the_mark_and_holds(signed):
    assert review_of(signed) is Review.REVIEWED
    assert (signature_of(signed).name, signature_of(signed).day) == (READER, DAY)
    assert signed.user_comments[1:] == ["a remark"]
    assert not signed.fuzzy


@pytest.mark.parametrize(
    ("field", "changed"),
    [("id", "Endroit : {name}"), ("string", "A place: {name}"), ("context", "care.other")],
)
def test_a_signature_holds_for_the_words_that_were_read_alone(signed, field, changed):
    setattr(signed, field, changed)

    assert review_of(signed) is Review.BROKEN


def test_every_plural_form_is_sealed():
    message = Message(("un", "des"), ("one", "some"), context="care.more")
    sign(message, READER, DAY)
    message.string = ("one", "many")

    assert review_of(message) is Review.BROKEN


def test_a_mark_put_back_wins_over_the_signature(signed):
    signed.flags.add("fuzzy")

    assert review_of(signed) is Review.UNREVIEWED


@pytest.mark.parametrize(
    "comment",
    [
        "",
        "unreviewed",
        f"reviewed: {READER}, 2026-12-01",
        f"reviewed: {READER}, 2026-13-01, seal 5ea1",
        "reviewed: 2026-12-01, seal 5ea1",
        "reviewed by somebody",
    ],
)
def test_a_name_without_its_seal_or_a_seal_without_a_name_is_no_signature(message, comment):
    message.flags.clear()
    message.user_comments = [comment]

    assert review_of(message) is Review.UNSIGNED


def test_what_has_to_be_read_again_remembers_who_had_read_it(signed):
    unsign(signed)

    assert review_of(signed) is Review.UNREVIEWED
    assert signed.user_comments == ["unreviewed", f"before: {READER}, 2026-12-01", "a remark"]
