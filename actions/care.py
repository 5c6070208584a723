"""Finding care, and telling about one place."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from actions.appointments import begin_booking
from actions.hours import opening_hours
from actions.says import (
    TALK_TO_PERSON,
    ChoiceJson,
    care_choices,
    choice,
    typed,
)
from actions.topics import care_talked_about
from actions.turn import RelaisAction, Turn
from actions.where import short_address
from relais.appointments import bookable_place
from relais.directory import (
    Place,
    Service,
    coming_week,
    find_place,
    home_place,
    names_only_a_town,
    place_of,
    recognise_town,
    search,
)

ELSEWHERE = 3  # places named when there is none in the town asked for
_BOOKING = '/book_appointment{"care_type"'
_FINDING = '/find_care{"care_type"'


class FindCare(RelaisAction):
    """Where to be treated: the first place that offers the care."""

    action_name = "action_find_care"

    def answer(self, turn: Turn) -> None:
        """Show a place, or ask which care is looked for."""
        town = recognise_town(turn.text) or turn.entity("place") or turn.slot("place")
        care_type = turn.entity("care_type")
        if care_type is None and names_only_a_town(turn.text):
            care_type = turn.slot("care_type")  # "et à Lorgues ?"
        turn.remember(place=town, directory_offset=0)
        with turn.relais.database.reading() as session:
            picked = _picked_service(turn, session)
            if picked is not None:
                _show_first(turn, session, picked, left=0)
            elif care_type is not None and _was_asked(turn, session, _BOOKING):
                begin_booking(turn, session, care_type)
            elif care_type is not None:
                _show(turn, session, care_type, town, offset=0)
            elif place := find_place(session, turn.text):
                _describe(turn, session, place)
            else:
                likely = (care_talked_about(turn), turn.slot("care_type"))
                choices = care_choices("find_care", *likely)
                turn.say("care.ask_care_type", choices)


def _picked_service(turn: Turn, session: Session) -> Service | None:
    """The care at the place that was picked by its name."""
    place_id, care_type = turn.entity("place_id"), turn.entity("care_type")
    services = place_of(session, place_id).services if place_id else []
    return next((service for service in services if service.care_type == care_type), None)


def answer_search(turn: Turn, session: Session) -> bool:
    """Answer a message that only says a town, or only the care that was asked for; whether it does.

    Such a message means too little to be understood without what was said before it.
    """
    care_type = turn.entity("care_type")
    if care_type is None:
        care_type = turn.fresh_slot("care_type") if names_only_a_town(turn.text) else None
        town = recognise_town(turn.text)
        if care_type is None or turn.slot("last_topic") != "care":
            return False
        _show(turn, session, care_type, town, offset=0)
    elif _was_asked(turn, session, _BOOKING):
        begin_booking(turn, session, care_type)
    elif _was_asked(turn, session, _FINDING):
        _show(turn, session, care_type, turn.slot("place"), offset=0)
    else:
        return False
    return True


def _was_asked(turn: Turn, session: Session, payload: str) -> bool:
    """Whether the care was just asked for: "dentiste" is then the answer."""
    asked = [offered for offered in turn.offered(session) if offered.startswith(payload)]
    return bool(turn.text) and len(asked) > 1


class MorePlaces(RelaisAction):
    """Another place than the one shown."""

    action_name = "action_more_places"

    def answer(self, turn: Turn) -> None:
        """Show the next place of the last search."""
        care_type = turn.slot("care_type")
        if care_type is None:
            turn.say("care.ask_care_type", care_choices("find_care"))
            return
        offset = int(turn.slot("directory_offset") or 0)
        with turn.relais.database.reading() as session:
            _show(turn, session, care_type, turn.slot("place"), offset)


class PlaceDetails(RelaisAction):
    """Address, telephone and hours of one place."""

    action_name = "action_place_details"

    def answer(self, turn: Turn) -> None:
        """Describe the place named, or that offers the care named, or was shown, or the home."""
        with turn.relais.database.reading() as session:
            if place := _named_place(turn, session):
                _describe(turn, session, place)
            else:
                turn.say("care.place_unknown", [TALK_TO_PERSON])


def _named_place(turn: Turn, session: Session) -> Place | None:
    if place_id := turn.entity("place_id"):
        return place_of(session, place_id)
    if place := find_place(session, turn.text):
        return place
    care_type = turn.entity("care_type")
    if care_type is None:
        return _shown_place(turn, session) or home_place(session)
    town = recognise_town(turn.text)
    found = search(session, care_type, town)
    if not found.services or (town is not None and not found.in_town):
        return None
    return found.services[0].place


def _shown_place(turn: Turn, session: Session) -> Place | None:
    """The place that the last few messages were about: "it" in "when does it open?"."""
    if picked := turn.previous_entity("place_id"):
        return place_of(session, picked)
    shown = int(turn.fresh_slot("directory_offset") or 0)
    if not shown or turn.slot("last_topic") != "care":
        return None
    found = search(session, turn.slot("care_type"), turn.slot("place"), offset=shown - 1)
    return found.services[0].place if found.services else None


def _show(turn: Turn, session: Session, care_type: str, town: str | None, offset: int) -> None:
    found = search(session, care_type, town, limit=ELSEWHERE, offset=offset)
    turn.remember(care_type=care_type, place=town, last_topic="care")
    if not found.services:
        turn.say("care.no_more" if offset else "care.none_found", [TALK_TO_PERSON])
    elif care_type == "emergency_department" and offset == 0:
        turn.say("care.emergency_department", _by_name(found.services))
    elif town is not None and found.in_town == 0 and offset == 0:
        turn.say("care.none_found_near", _by_name(found.services))
    else:
        turn.remember(directory_offset=offset + 1)
        _show_first(turn, session, found.services[0], found.total - offset - 1)


def _by_name(services: Sequence[Service]) -> list[ChoiceJson]:
    """Places to choose from, by their names."""
    return [
        choice(
            "choice.place",
            "find_care",
            {"name": service.place.name},
            care_type=service.care_type,
            place_id=service.place_id,
        )
        for service in services
    ]


def _show_first(turn: Turn, session: Session, service: Service, left: int) -> None:
    """Show a place; `left` is how many others can be asked for."""
    choices = [choice("choice.more", "more_places")] if left else []
    choices += _booking(turn, session, service.place, service.care_type)
    _say_place(turn, service, [] if left else choices)
    if left:
        turn.say("care.found_more", choices, count=left)


def _say_place(turn: Turn, service: Service, choices: list[ChoiceJson]) -> None:
    place = service.place
    args = {
        "name": place.name,
        "address": short_address(place, turn.language),
        "appointment": typed("text_key", _appointment_key(service)),
    }
    if place.phone:
        turn.say("care.found", choices, phone=typed("phone", place.phone), **args)
    else:
        turn.say("care.found_without_phone", choices, **args)


def _appointment_key(service: Service) -> str:
    if service.by_appointment is None:
        return "care.appointment_unknown"
    return "care.appointment_needed" if service.by_appointment else "care.appointment_not_needed"


def _booking(turn: Turn, session: Session, place: Place, care_type: str | None) -> list[ChoiceJson]:
    """The choice of an appointment, where this assistant can give one."""
    if care_type is None:
        return [choice("intent.book_appointment", "book_appointment")] if place.home else []
    if bookable_place(session, care_type, turn.now) != place.id:
        return []
    return [choice("intent.book_appointment", "book_appointment", care_type=care_type)]


def _describe(turn: Turn, session: Session, place: Place) -> None:
    choices = [*_booking(turn, session, place, None), TALK_TO_PERSON]
    args = {"name": place.name, "address": short_address(place, turn.language)}
    if place.phone:
        turn.say("care.place_details", choices, phone=typed("phone", place.phone), **args)
    else:
        turn.say("care.place_details_without_phone", choices, **args)
    if place.opening_hours:
        week = coming_week(place.opening_hours, turn.now, turn.zone)
        turn.say("care.hours", name=place.name, hours=opening_hours(week))
    turn.remember(last_topic="place")
