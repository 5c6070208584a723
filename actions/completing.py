"""Messages that mean something only after what was said before them: a date, a town, a care."""

from actions.answers import offer_again
from actions.appointments import answer_offer
from actions.care import answer_search
from actions.turn import Turn

_DIGITS = frozenset("0123456789٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹")


def completes_something(turn: Turn) -> bool:
    """Answer a message that only makes sense as an answer to what was said; whether it does."""
    with turn.relais.database.reading() as session:
        if answer_offer(turn, session) or answer_search(turn, session):
            return True
        offered = turn.offered_slots(session)
        if not offered or _DIGITS.isdisjoint(turn.text):
            return False
        refusal = "appointments.date_not_understood"
        offer_again(turn, session, offered, is_later=False, refusal=refusal)
        return True
