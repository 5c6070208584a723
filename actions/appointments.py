"""Asking for an appointment, choosing a slot, changing, cancelling, checking."""

from datetime import datetime

from sqlalchemy.orm import Session

from actions.offering import (
    appointment_named,
    confirm,
    described,
    interview_comes_first,
    offer,
    start_of_day,
)
from actions.pending import Question, ask, settle
from actions.says import (
    TALK_TO_PERSON,
    YES_OR_NO,
    ChoiceJson,
    care,
    care_choices,
    choice,
    moment,
)
from actions.turn import RelaisAction, Turn
from relais.appointments import (
    Appointment,
    Wanted,
    appointments_of,
    bookable_place,
    is_free,
    slot_of,
    understand_date,
)


class BookAppointment(RelaisAction):
    """An appointment is wanted: slots are offered."""

    action_name = "action_book_appointment"

    def answer(self, turn: Turn) -> None:
        """Ask for which care, or begin."""
        settle(turn)
        said = turn.entity("care_type")
        care_type = said or turn.fresh_slot("care_type")
        with turn.relais.database.reading() as session:
            if said is None and answer_offer(turn, session):
                return
            if care_type is None:
                turn.say("appointments.ask_care_type", care_choices("book_appointment"))
            else:
                begin_booking(turn, session, care_type)


def begin_booking(turn: Turn, session: Session, care_type: str) -> None:
    """Offer slots of a care, or say what comes first."""
    place_id = bookable_place(session, care_type, turn.now)
    booked = _for_care(turn, session, care_type)
    if place_id is None:
        search = choice("intent.find_care", "find_care", care_type=care_type)
        turn.say("appointments.no_slots", [search, TALK_TO_PERSON])
    elif booked is not None:
        _on_booked(turn, session, booked)
    elif not interview_comes_first(turn, session, care_type, place_id):
        after = start_of_day(turn, turn.entity("after"))
        offer(turn, session, care_type, place_id, wanted=wanted_of(turn), after=after)


class ChooseSlot(RelaisAction):
    """One of the slots offered was picked."""

    action_name = "action_choose_slot"

    def answer(self, turn: Turn) -> None:
        """Ask for a yes, or offer other slots when this one has gone in between."""
        with turn.relais.database.reading() as session:
            choose(turn, session, turn.entity("slot_id") or "", turn.entity("appointment_id"))


def choose(turn: Turn, session: Session, slot_id: str, appointment_id: str | None) -> None:
    """Ask for a yes to this slot. Raises SlotNotFoundError."""
    slot = slot_of(session, slot_id)
    moving = appointment_named(turn, session, appointment_id)
    care_type, place_id = slot.session.care_type, slot.session.place_id
    booked = _for_care(turn, session, care_type)
    if booked is not None and (moving is None or booked.slot_id == slot_id):
        on_existing(turn, session, booked)
    elif not is_free(session, slot, turn.now):
        refusal = "appointments.slot_taken" if slot.starts_at > turn.now else None
        offer(turn, session, care_type, place_id, moving=moving, refusal=refusal)
    elif moving is not None or not interview_comes_first(turn, session, care_type, place_id):
        confirm(turn, session, slot, moving)


class ChangeAppointment(RelaisAction):
    """Another day is wanted: other slots are offered, the appointment stands until one is taken."""

    action_name = "action_change_appointment"

    def answer(self, turn: Turn) -> None:
        """Offer slots, or ask which appointment it is about."""
        settle(turn)
        with turn.relais.database.reading() as session:
            appointment = _one_of(turn, session, "change_appointment", by_date=False)
            if appointment is not None:
                after = start_of_day(turn, turn.entity("after"))
                change(turn, session, appointment, wanted_of(turn, appointment), after=after)


def change(
    turn: Turn,
    session: Session,
    appointment: Appointment,
    wanted: Wanted | None,
    after: datetime | None = None,
) -> None:
    """Offer slots to move an appointment to."""
    held = appointment.slot.session
    care_type, place_id = held.care_type, held.place_id
    offer(turn, session, care_type, place_id, wanted=wanted, after=after, moving=appointment)


class CancelAppointment(RelaisAction):
    """An appointment is no longer wanted: nothing is cancelled before a yes."""

    action_name = "action_cancel_appointment"

    def answer(self, turn: Turn) -> None:
        """Ask for a yes, or which appointment it is about."""
        settle(turn)
        with turn.relais.database.reading() as session:
            appointment = _one_of(turn, session, "cancel_appointment", by_date=True)
            if appointment is not None:
                about = described(turn, session, appointment.slot)
                turn.say("appointments.confirm_cancel", YES_OR_NO, **about)
                ask(turn, Question.CANCEL, appointment_id=appointment.id)


class CheckAppointment(RelaisAction):
    """When and where the appointment is."""

    action_name = "action_check_appointment"

    def answer(self, turn: Turn) -> None:
        """Say it, or let the person choose which of several."""
        with turn.relais.database.reading() as session:
            appointment = _one_of(turn, session, "check_appointment", by_date=False)
            if appointment is not None:
                about = described(turn, session, appointment.slot, with_address=True)
                turn.say("appointments.yours", **about)


def answer_offer(turn: Turn, session: Session) -> bool:
    """Answer a message that says a date where slots were offered; whether it does.

    One slot that fits is taken for the one meant; else those that fit are offered.
    """
    offered = turn.offered_slots(session)
    wanted = understand_date(turn.text, turn.now, turn.zone) if offered else None
    if wanted is None:
        return False
    slots = [(slot_of(session, one.slot_id), one) for one in offered]
    meant = [one for slot, one in slots if wanted.covers(slot.starts_at.astimezone(turn.zone))]
    if len(meant) == 1:
        choose(turn, session, meant[0].slot_id, meant[0].appointment_id)
        return True
    held = slots[0][0].session
    moving = appointment_named(turn, session, offered[0].appointment_id)
    offer(turn, session, held.care_type, held.place_id, wanted=wanted, moving=moving)
    return True


def wanted_of(turn: Turn, moving: Appointment | None = None) -> Wanted | None:
    """When the person wants to come: as this message says, or else the one that it completes."""
    if turn.entity("after") is not None:
        return None
    not_on = moving.slot.starts_at.astimezone(turn.zone).date() if moving else None
    readings = (
        understand_date(text, turn.now, turn.zone, not_on)
        for text in (turn.text, turn.completed_text())
    )
    return next((reading for reading in readings if reading is not None), None)


def _for_care(turn: Turn, session: Session, care_type: str) -> Appointment | None:
    coming = appointments_of(session, turn.person_id(session), turn.now)
    return next((one for one in coming if one.slot.session.care_type == care_type), None)


def _on_booked(turn: Turn, session: Session, booked: Appointment) -> None:
    """There is one already: another day for it, when days to move it to were just offered."""
    wanted = wanted_of(turn, booked)
    offered = turn.offered_slots(session)
    if wanted is not None and any(slot.appointment_id == booked.id for slot in offered):
        change(turn, session, booked, wanted)
    else:
        on_existing(turn, session, booked)


def on_existing(turn: Turn, session: Session, appointment: Appointment) -> None:
    """Say when and where an appointment is, and offer to change or cancel it."""
    choices = [
        choice(f"intent.{intent}", intent, appointment_id=appointment.id)
        for intent in ("change_appointment", "cancel_appointment")
    ]
    turn.say("appointments.yours", choices, **described(turn, session, appointment.slot))


def _one_of(turn: Turn, session: Session, intent: str, by_date: bool) -> Appointment | None:
    """The appointment a message is about; when it is unclear, says so or asks."""
    coming = appointments_of(session, turn.person_id(session), turn.now)
    named = [one for one in coming if one.id == _identifier(turn, session, intent)]
    candidates = named or _narrowed(turn, coming, by_date)
    if len(candidates) == 1:
        return candidates[0]
    if not candidates:
        booking = choice("intent.book_appointment", "book_appointment")
        turn.say("appointments.none", [booking, TALK_TO_PERSON])
        return None
    is_cancelling = intent == "cancel_appointment"
    heading = "appointments.ask_which_to_cancel" if is_cancelling else f"intent.{intent}"
    turn.say(heading, [_appointment_choice(turn, one, intent) for one in candidates])
    return None


def _identifier(turn: Turn, session: Session, intent: str) -> str | None:
    """The appointment that was picked, or that other slots were just offered for."""
    picked = turn.entity("appointment_id")
    if picked is not None or intent != "change_appointment":
        return picked
    offered = turn.offered_slots(session)
    return offered[0].appointment_id if offered else None


def _narrowed(turn: Turn, coming: list[Appointment], by_date: bool) -> list[Appointment]:
    """Those of the care, or on the day, that the message names; all when it names none of them."""
    care_type = turn.entity("care_type")
    if of_care := [one for one in coming if one.slot.session.care_type == care_type]:
        return of_care
    wanted = understand_date(turn.text, turn.now, turn.zone) if by_date else None
    if wanted is None:
        return coming
    on_day = [one for one in coming if wanted.covers(one.slot.starts_at.astimezone(turn.zone))]
    return on_day or coming


def _appointment_choice(turn: Turn, appointment: Appointment, intent: str) -> ChoiceJson:
    slot = appointment.slot
    args = {
        "care_type": care(slot.session.care_type),
        "when": moment(slot.starts_at.astimezone(turn.zone)),
    }
    return choice("choice.appointment", intent, args, appointment_id=appointment.id)
