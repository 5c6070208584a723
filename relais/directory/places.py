"""Finding one place: by its identifier, by a name people give it, or as the association itself."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from relais.directory.errors import PlaceNotFoundError
from relais.directory.models import Place
from relais.directory.spelling import is_misspelling, stems, words
from relais.directory.towns import find_town

_LONGEST_NAME = 8  # words
_TOWN_WORDS = 6  # after a name: enough for "de Saint-Maximin-la-Sainte-Baume"


@dataclass(frozen=True)
class Named:
    """A place, the town it is in, and every name it goes by."""

    id: str
    town: str | None
    names: tuple[str, ...]


def place_of(session: Session, place_id: str) -> Place:
    """The place with this identifier. Raises PlaceNotFoundError."""
    place = session.get(Place, place_id)
    if place is None:
        raise PlaceNotFoundError(place_id)
    return place


def home_place(session: Session) -> Place | None:
    """The place of the association itself, which "you" means in the messages of people."""
    return session.scalar(select(Place).where(Place.home.is_(True)).order_by(Place.id).limit(1))


def find_place(session: Session, text: str) -> Place | None:
    """The place that a text names, also misspelt, or within a sentence.

    A place of another town than the one the text names is never given: "hôpital de Toulon" is not
    the hospital known here.
    """
    rows = session.execute(select(Place.id, Place.town, Place.name, Place.other_names))
    named = [Named(row.id, row.town, (row.name, *row.other_names)) for row in rows]
    place_id = match_place(text, named)
    return session.get(Place, place_id) if place_id else None


def match_place(text: str, places: Iterable[Named]) -> str | None:
    """The identifier of the place that a text names: the longest name wins."""
    said = words(text)
    written = _stretches(said)
    best, best_length = None, 0
    for place in places:
        for name in place.names:
            joined = "".join(words(name))
            if len(joined) <= best_length:
                continue
            end = _end_of(joined, written)
            if end is not None and not _is_elsewhere(said[end:], place.town):
                best, best_length = place.id, len(joined)
    return best


def _stretches(said: tuple[str, ...]) -> dict[str, dict[str, int]]:
    """Every run of words written together, by its first letter, with where it ends.

    "promo soins" and "promosoins" are then the same.
    """
    stretches: dict[str, dict[str, int]] = {}
    for start in range(len(said)):
        for end in range(start + 1, min(len(said), start + _LONGEST_NAME) + 1):
            rest = "".join(said[start + 1 : end])
            for first in stems(said[start]):
                stretches.setdefault(first[0], {}).setdefault(first + rest, end)
    return stretches


def _end_of(name: str, written: dict[str, dict[str, int]]) -> int | None:
    candidates = written.get(name[:1], {})
    if name in candidates:
        return candidates[name]
    return next((end for stretch, end in candidates.items() if is_misspelling(stretch, name)), None)


def _is_elsewhere(following: tuple[str, ...], town: str | None) -> bool:
    """Whether the words after a name put it in another town: "hôpital de Toulon"."""
    named = find_town(" ".join(following[:_TOWN_WORDS]))
    return named is not None and named.start <= 1 and town is not None and named.town != town
