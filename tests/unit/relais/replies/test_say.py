"""Reading what Rasa asks to say."""

import pytest

from relais.replies import Choice, Say, SayMalformedError


def test_a_say_is_read_with_its_choices():
    say = Say.parse(
        {
            "say": "care.found",
            "args": {"name": "Promo-Soins"},
            "choices": [{"say": "choice.more", "args": {}, "payload": '/more{"page": "2"}'}],
        }
    )

    assert say == Say(
        "care.found", {"name": "Promo-Soins"}, (Choice("choice.more", {}, '/more{"page": "2"}'),)
    )


def test_arguments_and_choices_may_be_left_out():
    assert Say.parse({"say": "small_talk.greet"}) == Say("small_talk.greet")


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("small_talk.greet", "a say is an object"),
        ({}, "reply key"),
        ({"say": 3}, "reply key"),
        ({"say": "a.b", "args": ["x"]}, "args"),
        ({"say": "a.b", "choices": "yes"}, "choices"),
        ({"say": "a.b", "choices": ["yes"]}, "a choice is an object"),
        ({"say": "a.b", "choices": [{"say": "choice.yes"}]}, "payload"),
        ({"say": "a.b", "choices": [{"say": "choice.yes", "payload": "affirm"}]}, "payload"),
    ],
)
def test_another_shape_is_refused(value, reason):
    with pytest.raises(SayMalformedError, match=reason):
        Say.parse(value)
