"""Errors of the understanding room."""

from relais.errors import RelaisError


class UnderstandingError(RelaisError):
    """Base of this room's errors."""

    code = "understanding"


class RasaUnavailable(UnderstandingError):  # noqa: N818 - a state that passes: try again
    """Rasa does not answer, answers too late, or says that it cannot answer now."""

    code = "rasa_unavailable"


class UnderstandingRefused(UnderstandingError):  # noqa: N818
    """Rasa refused the request, or answered in another shape: trying again will not help."""

    code = "understanding_refused"


class LabelledLinesError(UnderstandingError):
    """A file of labelled messages cannot be read. The detail has a line number, never a text."""

    code = "labelled_lines"


class SuggestionNotFoundError(UnderstandingError):
    """There is no such suggestion, or no longer: it goes when its author is erased."""

    code = "suggestion_not_found"
