"""Errors of the directory room."""

from relais.errors import RelaisError


class DirectoryError(RelaisError):
    """Base of this room's errors."""

    code = "directory"


class PlaceNotFoundError(DirectoryError):
    """There is no such place."""

    code = "place_not_found"


class OpeningHoursError(DirectoryError):
    """Opening hours are not written in OSM syntax."""

    code = "opening_hours"
