"""Language, silence, and what is not for this assistant."""

from actions.completing import completes_something
from actions.says import TALK_TO_PERSON, choice, typed
from actions.turn import RelaisAction, Turn
from relais.conversations import remember_language, stop_everything
from relais.reminders import reply_to
from relais.replies import is_spoken

LANGUAGE_CHOICES = [
    choice(f"choice.{name}", "change_language", language=code)
    for name, code in (
        ("french", "fr"),
        ("english", "en"),
        ("arabic", "ar"),
        ("spanish", "es"),
        ("portuguese", "pt"),
        ("romanian", "ro"),
        ("russian", "ru"),
        ("ukrainian", "uk"),
        ("turkish", "tr"),
        ("persian", "fa"),
    )
]


class ChangeLanguage(RelaisAction):
    """Another language is wanted."""

    action_name = "action_change_language"

    def answer(self, turn: Turn) -> None:
        """Speak it from now on, or offer those that are spoken."""
        language = turn.entity("language")
        if language is None:
            turn.say("small_talk.language_ask", LANGUAGE_CHOICES)
        elif not is_spoken(language):
            turn.say("small_talk.language_not_spoken", [*LANGUAGE_CHOICES, TALK_TO_PERSON])
        else:
            with turn.relais.database.transaction() as session:
                remember_language(session, turn.conversation(session), language)
            turn.say("small_talk.language_changed", language=typed("language", language))


class StopMessages(RelaisAction):
    """No more messages: which ones is asked first, and only those are stopped."""

    action_name = "action_stop_messages"

    def answer(self, turn: Turn) -> None:
        """Stop what was chosen, or ask what to stop."""
        if turn.intent == "stop_reminders":
            with turn.relais.database.transaction() as session:
                turn.say(reply_to(session, turn.conversation_id, "stop", turn.now))
        elif turn.intent == "stop_everything":
            with turn.relais.database.transaction() as session:
                stop_everything(session, turn.conversation_id, turn.now)
            turn.say("messaging.stopped")
        else:
            choices = [
                choice("choice.stop_reminders_only", "stop_reminders"),
                choice("choice.stop_everything", "stop_everything"),
            ]
            turn.say("small_talk.stop_messages", choices)


class OutOfScope(RelaisAction):
    """Something else than health."""

    action_name = "action_out_of_scope"

    def answer(self, turn: Turn) -> None:
        """Say what the assistant is for; the second time in a row, offer a person.

        A lone town or date looks like nothing of ours too, unless it was asked for.
        """
        if completes_something(turn):
            return
        if turn.previous_intent() == turn.intent:
            turn.say("small_talk.out_of_scope_again", [TALK_TO_PERSON])
        else:
            turn.say("small_talk.out_of_scope")
