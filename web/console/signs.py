"""What an alert was recognised by, in the words of the staff."""

from collections.abc import Iterable

from babel import Locale

from relais.conversations import DangerAlert
from relais.safety import Line
from web.console.wording import Gettext

EXAMPLES = 2  # of a line, to tell what it looks for


class Signs:
    """The lines of the lists, and the other ways to recognise a danger, for one language."""

    def __init__(self, gettext: Gettext, language: str, lines: Iterable[Line]) -> None:
        self._ = gettext
        self._names = Locale.parse(language).languages
        self._lines = {line.id: line for line in lines}

    def words(self, alert: DangerAlert) -> str:
        """What matched; the bare id of a line that the lists no longer have."""
        line = self._lines.get(alert.matched)
        if line is not None:
            return self._("comme %(examples)s (liste : %(languages)s)") % {
                "examples": ", ".join(f"« {example} »" for example in line.examples[:EXAMPLES]),
                "languages": ", ".join(self._names.get(code, code) for code in line.languages),
            }
        return {
            "classifier": self._("par le modèle statistique, sans signe des listes"),
            "understood": self._("compris ainsi par l'assistant, sans signe des listes"),
            "chosen": self._("choisi par la personne parmi des réponses proposées"),
            "said_yes": self._("la personne a répondu oui à la question posée"),
        }.get(alert.matched, alert.matched)
