"""Offering free slots, and asking for a yes before one is booked."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from actions.pending import Question, ask
from actions.says import TALK_TO_PERSON, YES_OR_NO, ChoiceJson, care, choice, moment
from actions.turn import Turn
from actions.where import name_and_address
from relais.appointments import (
    INTERVIEW,
    Appointment,
    AppointmentNotFoundError,
    Slot,
    Wanted,
    appointment_of,
    is_any_open,
    needs_interview,
    open_slots,
)
from relais.directory import place_of
from relais.rights import Right

OFFERED = 3
OFFERED_INSTEAD = 2  # under a sentence that already takes room in a text message
_DAY = timedelta(days=1)


def offer(
    turn: Turn,
    session: Session,
    care_type: str,
    place_id: str,
    *,
    wanted: Wanted | None = None,
    after: datetime | None = None,
    moving: Appointment | None = None,
    refusal: str | None = None,
) -> None:
    """Offer free slots to book, or to move `moving` to.

    First those `wanted`; when there are none, those of the same days, then any, said to be others
    than those asked for. `refusal` is a reply that already says why others are offered.
    """

    def free(asked: Wanted | None, limit: int) -> list[Slot]:
        return open_slots(session, care_type, place_id, turn.now, turn.zone, after, limit, asked)

    slots = free(wanted, OFFERED)
    if not slots and wanted is not None:
        slots = free(wanted.at_any_hour(), OFFERED) if wanted.days else []
        if not slots:
            slots, refusal = free(None, OFFERED_INSTEAD), "appointments.nothing_at_that_date"
    if not slots:
        _nothing_free(turn, care_type, moving)
        return
    later = _later(turn, session, care_type, place_id, slots, moving)
    choices = [*(_slot_choice(turn, slot, moving) for slot in slots), *later]
    turn.say(refusal or "appointments.offer_slots", choices, care_type=care(care_type))
    turn.remember(last_topic="appointments")


def _nothing_free(turn: Turn, care_type: str, moving: Appointment | None) -> None:
    if moving is None:
        turn.say("appointments.no_slots", [TALK_TO_PERSON], care_type=care(care_type))
    else:
        turn.say("appointments.no_slots", care_type=care(care_type))
        turn.say("appointments.not_cancelled", [TALK_TO_PERSON])


def _slot_choice(turn: Turn, slot: Slot, moving: Appointment | None) -> ChoiceJson:
    when = {"when": moment(slot.starts_at.astimezone(turn.zone))}
    entities = {"appointment_id": moving.id} if moving else {}
    return choice("choice.slot", "choose_slot", when, slot_id=slot.id, **entities)


def _later(
    turn: Turn,
    session: Session,
    care_type: str,
    place_id: str,
    slots: Sequence[Slot],
    moving: Appointment | None,
) -> list[ChoiceJson]:
    """The choice of another day, when there is a later one; else of a person."""
    day = slots[-1].starts_at.astimezone(turn.zone).date() + _DAY
    midnight = datetime.combine(day, time(), turn.zone)
    if not is_any_open(session, care_type, place_id, turn.now, midnight):
        return [TALK_TO_PERSON]
    after = day.isoformat()
    if moving is None:
        entities = {"care_type": care_type, "after": after}
        return [choice("choice.other_day", "book_appointment", None, **entities)]
    entities = {"appointment_id": moving.id, "after": after}
    return [choice("choice.other_day", "change_appointment", None, **entities)]


def confirm(turn: Turn, session: Session, slot: Slot, moving: Appointment | None) -> None:
    """Say which slot it is, and ask for a yes."""
    if moving is None:
        turn.say("appointments.confirm_booking", YES_OR_NO, **described(turn, session, slot))
        ask(turn, Question.BOOK, slot_id=slot.id)
    else:
        turn.say("appointments.confirm_move", YES_OR_NO, **described(turn, session, slot))
        ask(turn, Question.MOVE, slot_id=slot.id, appointment_id=moving.id)


def described(
    turn: Turn, session: Session, slot: Slot, *, with_address: bool = False
) -> dict[str, object]:
    """Care, day and hour, and place of a slot, as arguments of a reply."""
    place = place_of(session, slot.session.place_id)
    return {
        "care_type": care(slot.session.care_type),
        "when": moment(slot.starts_at.astimezone(turn.zone)),
        "place": name_and_address(place, turn.language) if with_address else place.name,
    }


def interview_comes_first(turn: Turn, session: Session, care_type: str, place_id: str) -> bool:
    """Whether a new person has to see the social worker first; says so when it is the case."""
    person_id = turn.person_id(session)
    has_right = session.scalar(select(Right.id).where(Right.person_id == person_id).limit(1))
    if not needs_interview(session, person_id, care_type, place_id, has_right is not None):
        return False
    booking = choice("choice.book_social_worker", "book_appointment", care_type=INTERVIEW)
    turn.say("appointments.interview_first", [booking, TALK_TO_PERSON])
    return True


def appointment_named(turn: Turn, session: Session, identifier: str | None) -> Appointment | None:
    """The person's own appointment with this identifier, if there is one."""
    if identifier is None:
        return None
    try:
        return appointment_of(session, identifier, turn.person_id(session))
    except AppointmentNotFoundError:
        return None


def start_of_day(turn: Turn, day: str | None, days_later: int = 0) -> datetime | None:
    """Midnight of an ISO date by the local clock, or of a later day; None when it is no date."""
    try:
        parsed = date.fromisoformat(day or "")
    except ValueError:
        return None
    return datetime.combine(parsed + timedelta(days=days_later), time(), turn.zone)
