"""Recognises danger in what people write, before anything else is asked."""

from relais.safety.errors import SafetyError, SignsUnreadableError
from relais.safety.screen import Alert, Screen, load_screen
from relais.safety.signs import Danger, Harmless, Line

__all__ = [
    "Alert",
    "Danger",
    "Harmless",
    "Line",
    "SafetyError",
    "Screen",
    "SignsUnreadableError",
    "load_screen",
]
