"""Files of labelled messages: one JSON object a line."""

import json
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from relais.understanding.errors import LabelledLinesError

Line = dict[str, Any]


def read_lines(
    lines: Iterable[str],
    *,
    required: Sequence[str],
    optional: Sequence[str] = (),
    labels: Collection[str] | None = None,
) -> list[Line]:
    """The objects of a file, in their order, every field kept; blank lines are skipped.

    `required` fields are texts, not empty; `optional` ones may be absent or null; a field named
    `label` has one of `labels`. Raises LabelledLinesError with the number of the first wrong line.
    """
    found: list[Line] = []
    for number, line in enumerate(lines, start=1):
        content = line.removeprefix("\ufeff").strip()
        if not content:
            continue
        entry = _entry(content, number)
        _check(entry, number, required, optional)
        if labels is not None and entry["label"] not in labels:
            raise LabelledLinesError(f"line {number}: label is one of {', '.join(sorted(labels))}")
        found.append(entry)
    if not found:
        raise LabelledLinesError("no lines")
    return found


def write_lines(lines: Iterable[Line]) -> str:
    """The lines as the text of a file that `read_lines` reads back."""
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)


def _entry(content: str, number: int) -> Line:
    try:
        entry = json.loads(content)
    except ValueError:
        raise LabelledLinesError(f"line {number}: not JSON") from None
    if not isinstance(entry, dict):
        raise LabelledLinesError(f"line {number}: not an object")
    return entry


def _check(entry: Line, number: int, required: Sequence[str], optional: Sequence[str]) -> None:
    for field in required:
        value = entry.get(field)
        if not isinstance(value, str) or not value.strip():
            raise LabelledLinesError(f"line {number}: {field} is a text, not empty")
    for field in optional:
        if not isinstance(entry.get(field), str | None):
            raise LabelledLinesError(f"line {number}: {field} is a text or null")
