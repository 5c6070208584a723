"""Asking for a person, and for one's data to be erased."""

from sqlalchemy.orm import Session

from actions.pending import Question, ask
from actions.says import YES_OR_NO
from actions.turn import RelaisAction, Turn
from relais.conversations import ask_for_person

PERSON_ASKED = "asked"
ERASURE_ASKED = "erasure_asked"


class TalkToPerson(RelaisAction):
    """A person is wanted."""

    action_name = "action_talk_to_person"

    def answer(self, turn: Turn) -> None:
        """Call somebody of the staff."""
        with turn.relais.database.transaction() as session:
            note_person_asked(turn, session)


class DeleteMyData(RelaisAction):
    """Somebody wants to be forgotten, or to see what is kept: nothing is asked before a yes."""

    action_name = "action_delete_my_data"

    def answer(self, turn: Turn) -> None:
        """Say what it means, and ask for a yes."""
        turn.say("people.delete_my_data", YES_OR_NO)
        ask(turn, Question.DELETE_MY_DATA)


def note_person_asked(turn: Turn, session: Session) -> None:
    """Call somebody of the staff, and say so."""
    ask_for_person(session, turn.conversation_id, PERSON_ASKED, turn.now)
    turn.say("people.talk_to_person")


def note_erasure_request(turn: Turn, session: Session) -> None:
    """Have the staff erase the person, and say so."""
    ask_for_person(session, turn.conversation_id, ERASURE_ASKED, turn.now)
    turn.say("people.delete_my_data_noted")
