"""Which papers a request needs: those of the cover that is named, or was just talked about."""

import re

from actions.says import INTERVIEW_OR_PERSON
from actions.topics import cover_talked_about
from actions.turn import RelaisAction, Turn

_KEYS = {
    "ask_ame": "rights.documents_ame",
    "ask_c2s": "rights.documents_c2s",
    "ask_base_cover": "rights.documents_base_cover",
}
_EVERY_COVER = "rights.required_documents"
# The French names, which people write in every language, Arabic letters glued to them or not.
_LETTERS = r"a-zà-ÿа-я\d"
_NAMES = {
    cover: re.compile(rf"(?<![{_LETTERS}])(?:{names})(?![{_LETTERS}])", re.IGNORECASE)
    for cover, names in {
        "ask_ame": r"a\.?m\.?e|аме",
        "ask_c2s": "c2s|css|cmu(?:-?c)?|acs",
        "ask_base_cover": "puma",
    }.items()
}


class RequiredDocuments(RelaisAction):
    """Papers for a request."""

    action_name = "action_required_documents"

    def answer(self, turn: Turn) -> None:
        """Those of one cover when it is clear which; else a few words on each."""
        named = [cover for cover, name in _NAMES.items() if name.search(turn.text)]
        cover = cover_talked_about(turn) if not named else named[0]
        key = _KEYS[cover] if cover and len(named) <= 1 else _EVERY_COVER
        turn.say(key, INTERVIEW_OR_PERSON)
