"""Places where people are treated or helped: searching, naming, opening hours."""

from relais.directory.errors import DirectoryError, OpeningHoursError, PlaceNotFoundError
from relais.directory.hours import HoursNow, coming_week, hours_now, is_public_holiday
from relais.directory.load_sample import load_sample, recognise_place
from relais.directory.models import Place, Service
from relais.directory.places import find_place, home_place, place_of
from relais.directory.search import Found, search
from relais.directory.spelling import fold, is_arabic, stems
from relais.directory.towns import names_only_a_town, recognise_town

__all__ = [
    "DirectoryError",
    "Found",
    "HoursNow",
    "OpeningHoursError",
    "Place",
    "PlaceNotFoundError",
    "Service",
    "coming_week",
    "find_place",
    "fold",
    "home_place",
    "hours_now",
    "is_arabic",
    "is_public_holiday",
    "load_sample",
    "names_only_a_town",
    "place_of",
    "recognise_place",
    "recognise_town",
    "search",
    "stems",
]
