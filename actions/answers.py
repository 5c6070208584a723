"""Yes and no: what they mean depends on what was last asked."""

from typing import Any

from sqlalchemy.orm import Session

from actions.appointments import on_existing
from actions.offering import appointment_named, described, offer, start_of_day
from actions.pending import Question, settle, standing_question
from actions.people import note_erasure_request, note_person_asked
from actions.says import TALK_TO_PERSON, care, moment
from actions.turn import OfferedSlot, RelaisAction, Turn
from relais.appointments import (
    AlreadyBookedError,
    Appointment,
    AppointmentOverError,
    AppointmentState,
    SlotPastError,
    SlotTakenError,
    appointment_of,
    book,
    cancel,
    move,
    slot_of,
)

ERROR = "appointments.error_try_person"


class Affirm(RelaisAction):
    """Yes."""

    action_name = "action_affirm"
    on_error = ERROR

    def answer(self, turn: Turn) -> None:
        """Do what was asked about; a yes to nothing does nothing."""
        with turn.relais.database.transaction() as session:
            standing = standing_question(turn, turn.conversation(session))
            if standing is not None:
                settle(turn)
                self._do(turn, session, *standing)
            elif offered := turn.offered_slots(session):
                offer_again(turn, session, offered, is_later=False)
            else:
                turn.say("small_talk.affirm_alone")

    def _do(self, turn: Turn, session: Session, question: Question, about: dict[str, Any]) -> None:
        if question is Question.BOOK:
            _book(turn, session, about["slot_id"])
        elif question is Question.MOVE:
            _move(turn, session, about["appointment_id"], about["slot_id"])
        elif question is Question.CANCEL:
            _cancel(turn, session, about["appointment_id"])
        elif question is Question.DELETE_MY_DATA:
            note_erasure_request(turn, session)
        else:
            note_person_asked(turn, session)


class Deny(RelaisAction):
    """No."""

    action_name = "action_deny"

    def answer(self, turn: Turn) -> None:
        """Leave things as they are and say so; a no to the slots offered asks for later ones."""
        with turn.relais.database.reading() as session:
            standing = standing_question(turn, turn.conversation(session))
            settle(turn)
            if standing is not None:
                _leave(turn, session, *standing)
            elif offered := turn.offered_slots(session):
                offer_again(turn, session, offered, is_later=True)
            else:
                turn.say("small_talk.deny_alone")


def offer_again(
    turn: Turn,
    session: Session,
    offered: list[OfferedSlot],
    *,
    is_later: bool,
    refusal: str | None = None,
) -> None:
    """Offer the slots there are now, or those of the days after the ones offered."""
    slot = slot_of(session, offered[-1].slot_id)
    moving = appointment_named(turn, session, offered[-1].appointment_id)
    last_day = slot.starts_at.astimezone(turn.zone).date()
    care_type, place_id = slot.session.care_type, slot.session.place_id
    after = start_of_day(turn, last_day.isoformat(), days_later=1) if is_later else None
    offer(turn, session, care_type, place_id, after=after, moving=moving, refusal=refusal)


def _leave(turn: Turn, session: Session, question: Question, about: dict[str, Any]) -> None:
    if question is Question.BOOK:
        offer_again(turn, session, [OfferedSlot(about["slot_id"], None)], is_later=True)
    elif question in {Question.MOVE, Question.CANCEL}:
        turn.say("appointments.not_cancelled", [TALK_TO_PERSON])
    elif question is Question.DELETE_MY_DATA:
        turn.say("people.delete_my_data_kept")
    else:
        turn.say("small_talk.deny_alone")


def _book(turn: Turn, session: Session, slot_id: str) -> None:
    person_id = turn.person_id(session)
    try:
        appointment = book(session, slot_id, person_id, turn.now)
    except (SlotTakenError, SlotPastError) as error:
        _offer_others(turn, session, slot_id, error, None)
    except AlreadyBookedError as error:
        # Said twice, or asked again after a lost answer: what was wanted is done.
        on_existing(turn, session, appointment_of(session, error.detail, person_id))
    else:
        about = described(turn, session, appointment.slot, with_address=True)
        turn.say("appointments.booked", **about)
        turn.remember(care_type=None)


def _move(turn: Turn, session: Session, appointment_id: str, slot_id: str) -> None:
    person_id = turn.person_id(session)
    old = appointment_of(session, appointment_id, person_id)
    try:
        appointment = move(session, appointment_id, slot_id, person_id, turn.now)
    except (SlotTakenError, SlotPastError) as error:
        _offer_others(turn, session, slot_id, error, old)
    except AppointmentOverError:
        turn.say("appointments.none", [TALK_TO_PERSON])
    else:
        turn.say("appointments.moved", **described(turn, session, appointment.slot))
        turn.remember(care_type=None)


def _offer_others(
    turn: Turn,
    session: Session,
    slot_id: str,
    error: SlotTakenError | SlotPastError,
    moving: Appointment | None,
) -> None:
    held = slot_of(session, slot_id).session
    refusal = "appointments.slot_taken" if isinstance(error, SlotTakenError) else None
    offer(turn, session, held.care_type, held.place_id, moving=moving, refusal=refusal)


def _cancel(turn: Turn, session: Session, appointment_id: str) -> None:
    person_id = turn.person_id(session)
    try:
        appointment = cancel(session, appointment_id, person_id, turn.now)
    except AppointmentOverError:
        appointment = appointment_of(session, appointment_id, person_id)
        if appointment.state != AppointmentState.CANCELLED:
            turn.say("appointments.none", [TALK_TO_PERSON])
            return
    slot = appointment.slot
    about = {
        "care_type": care(slot.session.care_type),
        "when": moment(slot.starts_at.astimezone(turn.zone)),
    }
    turn.say("appointments.cancelled", **about)
    turn.remember(care_type=None)
