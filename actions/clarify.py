"""What to do when a message was not understood."""

from actions.completing import completes_something
from actions.pending import Question, ask
from actions.says import TALK_TO_PERSON, ChoiceJson, choice
from actions.topics import near, topic
from actions.turn import RelaisAction, Turn

MEANINGS = 3
PLAUSIBLE = 0.05
# What people go on to after what was just talked about counts for twice its probability: a meaning
# at half of PLAUSIBLE is proposed, but one far behind does not overtake those that were said.
NEAR_THE_TOPIC = 2.0
DANGERS = ("emergency", "violence", "suicidal_thoughts")
# Meanings not worth proposing: who means them is not waiting for an answer.
NOT_PROPOSED = {"nlu_fallback", "greet", "goodbye", "thank", "affirm", "deny", "out_of_scope"}


class Clarify(RelaisAction):
    """The message was not understood, or none of the meanings proposed was the right one."""

    action_name = "action_clarify"

    def answer(self, turn: Turn) -> None:
        """Take it as an answer where it can be one; else propose meanings; else a person."""
        doubts = int(turn.slot("fallback_count") or 0)
        if turn.intent != "none_of_these" and completes_something(turn):
            turn.remember(fallback_count=0)
            return
        meanings = _meanings(turn)
        if turn.intent == "none_of_these" or doubts > 0:
            turn.say("clarify.offer_person", [TALK_TO_PERSON])
            ask(turn, Question.TALK_TO_PERSON)
        elif meanings:
            none_of_these = choice("choice.none_of_these", "none_of_these")
            turn.say("clarify.did_you_mean", [*meanings, none_of_these])
        else:
            turn.say("clarify.not_understood", [TALK_TO_PERSON])
        turn.remember(fallback_count=doubts + 1)


def _meanings(turn: Turn) -> list[ChoiceJson]:
    """The likeliest meanings as choices, given the words and the topic; a danger first."""
    expected = near(topic(turn))
    weighed = {
        name: confidence * (NEAR_THE_TOPIC if name in expected else 1.0)
        for name, confidence in turn.ranking
        if name not in NOT_PROPOSED
    }
    likely = [name for name, weight in weighed.items() if weight >= PLAUSIBLE]
    likely.sort(key=lambda name: (name not in DANGERS, -weighed[name]))
    return [choice(f"intent.{name}", name) for name in likely[:MEANINGS]]
