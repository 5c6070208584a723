"""Marks that keep numbers and names readable inside text written from right to left.

Without them a phone shows "04 94 50 64 70" in an Arabic sentence as "70 64 50 94 04". Each mark
costs one character of a message, so there is one only where the order would be wrong.
"""

import re
import unicodedata

LEFT_TO_RIGHT = "\u200e"
RIGHT_TO_LEFT = "\u200f"
RIGHT_TO_LEFT_LANGUAGES = {"ar", "fa"}

_LATIN = "A-Za-zÀ-ɏ"
# A number and what hangs on it: "04 94 50", "+33 6", "57 Boulevard". A dot, a colon or a slash
# between digits ("14:30", "1/2") needs no help.
_RUN = re.compile(rf"\+?\d(?:[\d .:/()'\-]*[\d{_LATIN}])?")
_HOLDS_TOGETHER = re.compile(r"\d+(?:[.:/]\d+)*")


def mark_direction(text: str) -> str:
    """The text with the marks it needs, line by line; marks it had are dropped first."""
    bare = text.replace(LEFT_TO_RIGHT, "").replace(RIGHT_TO_LEFT, "")
    return "\n".join(map(_mark_line, bare.split("\n")))


def _mark_line(line: str) -> str:
    directions = [_direction(character) for character in line]
    is_mixed = RIGHT_TO_LEFT in directions
    if not is_mixed and LEFT_TO_RIGHT in directions:
        return line
    marked, end = "", 0
    for run in _RUN.finditer(line):
        before = next(filter(None, reversed(directions[: run.start()])), None)
        if before != LEFT_TO_RIGHT and not _HOLDS_TOGETHER.fullmatch(run[0]):
            marked += line[end : run.start()] + LEFT_TO_RIGHT
            end = run.start()
    marked += line[end:]
    first = next(filter(None, map(_direction, marked)), None)
    return RIGHT_TO_LEFT + marked if is_mixed and first == LEFT_TO_RIGHT else marked


def _direction(character: str) -> str | None:
    """The mark of the character's own direction; None when it has none, as digits and spaces."""
    kind = unicodedata.bidirectional(character)
    if kind == "L":
        return LEFT_TO_RIGHT
    return RIGHT_TO_LEFT if kind in {"R", "AL"} else None
