"""Room: understanding. What a message means, in which language, and how well that is known."""

from relais.understanding.errors import (
    LabelledLinesError,
    RasaUnavailable,
    UnderstandingError,
    UnderstandingRefused,
)
from relais.understanding.language import RECOGNISED, LanguageGuess, identify_language
from relais.understanding.rasa import (
    FALLBACK_INTENT,
    Entity,
    HttpRasaClient,
    RasaClient,
    Understood,
)

__all__ = [
    "FALLBACK_INTENT",
    "RECOGNISED",
    "Entity",
    "HttpRasaClient",
    "LabelledLinesError",
    "LanguageGuess",
    "RasaClient",
    "RasaUnavailable",
    "UnderstandingError",
    "UnderstandingRefused",
    "Understood",
    "identify_language",
]
