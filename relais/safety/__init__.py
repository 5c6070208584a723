"""Recognises danger in what people write, before anything else is asked."""

from relais.safety.errors import SafetyError, SignsUnreadableError, WeightsUnreadableError
from relais.safety.screen import CLASSIFIER, Alert, Screen, load_screen
from relais.safety.signs import Danger, Harmless, Line

__all__ = [
    "CLASSIFIER",
    "Alert",
    "Danger",
    "Harmless",
    "Line",
    "SafetyError",
    "Screen",
    "SignsUnreadableError",
    "WeightsUnreadableError",
    "load_screen",
]
