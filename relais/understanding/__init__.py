"""Room: understanding. What a message means, in which language, and how well that is known."""

from relais.understanding.errors import (
    LabelledLinesError,
    RasaUnavailable,
    SuggestionNotFoundError,
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
from relais.understanding.follow_up import FollowUp, read_follow_up
from relais.understanding.guess import LanguageGuess
from relais.understanding.labelled_lines import Line, read_lines, write_lines
from relais.understanding.language import RECOGNISED, identify_language, load_language_models
from relais.understanding.models import LabelSuggestion, SuggestionState
from relais.understanding.rasa import (
    FALLBACK_INTENT,
    Entity,
    HttpRasaClient,
    RasaClient,
    Understood,
)
from relais.understanding.suggest_label import (
    accept_suggestion,
    refuse_suggestion,
    suggest_label,
    waiting_suggestions,
)
from relais.understanding.two_questions import Asked, questions_in

__all__ = [
    "FALLBACK_INTENT",
    "RECOGNISED",
    "SAFETY_LABELS",
    "Asked",
    "Entity",
    "Evaluation",
    "FollowUp",
    "HttpRasaClient",
    "LabelSuggestion",
    "LabelledLinesError",
    "LanguageGuess",
    "Line",
    "RasaClient",
    "RasaUnavailable",
    "SuggestionNotFoundError",
    "SuggestionState",
    "UnderstandingError",
    "UnderstandingRefused",
    "Understood",
    "accept_suggestion",
    "evaluate_language",
    "evaluate_safety",
    "evaluate_understanding",
    "identify_language",
    "load_language_models",
    "questions_in",
    "read_follow_up",
    "read_lines",
    "refuse_suggestion",
    "suggest_label",
    "waiting_suggestions",
    "write_lines",
]
