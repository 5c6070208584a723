"""Where a place is, in the room a text message leaves."""

from collections.abc import Iterator

from relais.directory import Place

NOTHING = "-"  # of a place with neither address nor town
_PARTS_WITH_BUILDING = 3  # building, street, town
_ROOM = 110  # characters
# A text message holds fewer letters of these languages.
_ROOM_IN = dict.fromkeys(("ar", "fa", "ru", "uk"), 62)


def address_of(place: Place) -> str:
    """The address, or the town alone when that is all that is known."""
    return place.address or place.town or NOTHING


def short_address(place: Place, language: str) -> str:
    """The address, without the name of the building where a text message has little room."""
    parts = address_of(place).split(", ")
    has_room = language not in _ROOM_IN or len(parts) < _PARTS_WITH_BUILDING
    return ", ".join(parts if has_room else (part for part in parts if part[:1].isdigit()))


def name_and_address(place: Place, language: str) -> str:
    """The name with as much of the address as a confirmation has room for in this language."""
    room = _ROOM_IN.get(language, _ROOM)
    ways = list(_ways_to_say(place))
    return next((way for way in ways if len(way) <= room), ways[-1])


def _ways_to_say(place: Place) -> Iterator[str]:
    """The fullest first; the street is never left out for the name of a building."""
    yield f"{place.name}, {address_of(place)}"
    parts = (place.address or "").split(", ")
    streets = [part for part in parts[:-1] if part[:1].isdigit()]
    if streets and place.town and place.town in place.name:
        yield ", ".join((place.name, *parts[:-1]))
        yield ", ".join((place.name, *streets))
    yield place.name
