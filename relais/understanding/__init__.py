"""Room: understanding. What a message means, in which language, and how well that is known."""

from relais.understanding.errors import (
    LabelledLinesError,
    RasaUnavailable,
    UnderstandingError,
    UnderstandingRefused,
)
from relais.understanding.evaluate import (
    SAFETY_LABELS,
    Evaluation,
    evaluate_language,
    evaluate_safety,
    evaluate_understanding,
)
from relais.understanding.labelled_lines import Line, read_lines, write_lines
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
    "SAFETY_LABELS",
    "Entity",
    "Evaluation",
    "HttpRasaClient",
    "LabelledLinesError",
    "LanguageGuess",
    "Line",
    "RasaClient",
    "RasaUnavailable",
    "UnderstandingError",
    "UnderstandingRefused",
    "Understood",
    "evaluate_language",
    "evaluate_safety",
    "evaluate_understanding",
    "identify_language",
    "read_lines",
    "write_lines",
]
