"""Finding care, and telling about one place."""

from sqlalchemy.orm import Session

from actions.hours import hours_in_words
from actions.says import (
    TALK_TO_PERSON,
    ChoiceJson,
    care_choices,
    choice,
    typed,
)
from actions.turn import RelaisAction, Turn
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

NOTHING = "-"  # a place with neither address nor town


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
            if care_type is not None:
                _show(turn, session, care_type, town, offset=0)
            elif place := find_place(session, turn.text):
                _describe(turn, session, place)
            else:
                choices = care_choices("find_care", turn.slot("care_type"))
                turn.say("care.ask_care_type", choices)


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
        """Describe the place that is named, or that offers the care named, or the association."""
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
        return home_place(session)
    town = recognise_town(turn.text)
    found = search(session, care_type, town)
    if not found.services or (town is not None and not found.in_town):
        return None
    return found.services[0].place


def _show(turn: Turn, session: Session, care_type: str, town: str | None, offset: int) -> None:
    found = search(session, care_type, town, limit=1, offset=offset)
    if not found.services:
        turn.say("care.no_more" if offset else "care.none_found", [TALK_TO_PERSON])
        return
    if care_type == "emergency_department" and offset == 0:
        turn.say("care.emergency_department")
    elif town is not None and found.in_town == 0 and offset == 0:
        turn.say("care.none_found_near")
    service = found.services[0]
    left = found.total - offset - 1
    choices = [choice("choice.more", "more_places")] if left else []
    choices += _booking(turn, session, service.place, care_type)
    _say_place(turn, service, [] if left else choices)
    if left:
        turn.say("care.found_more", choices, count=left)
    turn.remember(care_type=care_type, place=town, directory_offset=offset + 1, last_topic="care")


def _say_place(turn: Turn, service: Service, choices: list[ChoiceJson]) -> None:
    place = service.place
    args = {
        "name": place.name,
        "address": address_of(place),
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
    args = {"name": place.name, "address": address_of(place)}
    if place.phone:
        turn.say("care.place_details", choices, phone=typed("phone", place.phone), **args)
    else:
        turn.say("care.place_details_without_phone", choices, **args)
    if place.opening_hours:
        week = coming_week(place.opening_hours, turn.now, turn.zone)
        turn.say("care.hours", name=place.name, hours=hours_in_words(week, turn.language))
    turn.remember(last_topic="place")


def address_of(place: Place) -> str:
    """The address, or the town alone when that is all that is known."""
    return place.address or place.town or NOTHING
