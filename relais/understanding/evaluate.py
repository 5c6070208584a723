"""How well messages are understood, measured on labelled ones that nothing was trained on."""

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from relais.understanding.labelled_lines import Line
from relais.understanding.rasa import FALLBACK_INTENT, Understood

CARE_TYPE = "care_type"
PLACE = "place"
WRITING = "writing"
NO_DANGER = "none"
SAFETY_LABELS = ("emergency", "violence", "suicidal_thoughts", NO_DANGER)

_BATCH = 50  # texts in one request to Rasa


class Parser(Protocol):
    """What is needed of a RasaClient here."""

    def parse(self, texts: list[str]) -> list[Understood]:
        """What each of these texts means."""
        ...


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The scores, ready for JSON, and each line with what was predicted for it."""

    report: dict[str, Any]
    predictions: list[Line]


def evaluate_understanding(
    lines: Sequence[Line], client: Parser, recognise_place: Callable[[str], str | None]
) -> Evaluation:
    """Score intents, care types and places of lines {lang, text, intent, care_type?, place?}.

    A message that falls back counts as wrong for top-1: the assistant would not have acted on it.
    For top-3 the fallback is passed over: those are the three meanings a person would be offered.
    Care types and places are scored on the lines that have the field; null says there is none.
    Raises UnderstandingError when Rasa does not answer.
    """
    understood: list[Understood] = []
    for start in range(0, len(lines), _BATCH):
        understood += client.parse([line["text"] for line in lines[start : start + _BATCH]])
    predictions = [
        _predict(line, meaning, recognise_place)
        for line, meaning in zip(lines, understood, strict=True)
    ]
    report = {
        **_intent_scores(predictions),
        CARE_TYPE: _value_scores(predictions, CARE_TYPE),
        PLACE: _value_scores(predictions, PLACE),
        "intents": _by("intent", predictions, _intent_scores),
        "languages": _by("lang", predictions, _language_scores),
    }
    return Evaluation(report, predictions)


def evaluate_safety(lines: Sequence[Line], screen: Callable[[str], str | None]) -> Evaluation:
    """Score the recognition of danger on lines {lang, text, label}; `screen` names a danger.

    `recall` counts a danger called by its right name, `recall_any` one recognised at all.
    `false_alarms` are messages without danger in which one was seen.
    """
    predictions = [{**line, "predicted": screen(line["text"]) or NO_DANGER} for line in lines]
    report = {**_safety_scores(predictions), "languages": _by("lang", predictions, _safety_scores)}
    return Evaluation(report, predictions)


def evaluate_language(lines: Sequence[Line], identify: Callable[[str], str | None]) -> Evaluation:
    """Score the language of lines {lang, text, writing?}, each without a language known before.

    A message whose language cannot be told has null for `predicted`, and counts as wrong. Those
    with a `writing`, such as "transliterated", are also scored by it, within their language.
    """
    predictions = [{**line, "predicted": identify(line["text"])} for line in lines]
    report = {**_accuracy(predictions), "languages": _by("lang", predictions, _accuracies)}
    return Evaluation(report, predictions)


def _predict(line: Line, meaning: Understood, recognise_place: Callable[[str], str | None]) -> Line:
    care_types = [found.value for found in meaning.entities if found.entity == CARE_TYPE]
    return {
        **line,
        "predicted": meaning.intent,
        "confidence": meaning.confidence,
        "ranking": [name for name, _ in meaning.ranking if name != FALLBACK_INTENT],
        "predicted_care_type": care_types[0] if care_types else None,
        "predicted_place": recognise_place(line["text"]),
    }


def _by(
    field: str, lines: Iterable[Line], score: Callable[[list[Line]], dict[str, Any]]
) -> dict[str, Any]:
    """The scores of each group of lines that share a field's value, in the order of the values."""
    groups: defaultdict[str, list[Line]] = defaultdict(list)
    for line in lines:
        groups[line[field]].append(line)
    return {value: score(groups[value]) for value in sorted(groups)}


def _intent_scores(lines: list[Line]) -> dict[str, Any]:
    return {
        "lines": len(lines),
        "top_1": _share(line["predicted"] == line["intent"] for line in lines),
        "top_3": _share(line["intent"] in line["ranking"][:3] for line in lines),
        "fallback_rate": _share(line["predicted"] == FALLBACK_INTENT for line in lines),
    }


def _language_scores(lines: list[Line]) -> dict[str, Any]:
    return {
        **_intent_scores(lines),
        CARE_TYPE: _value_scores(lines, CARE_TYPE),
        PLACE: _value_scores(lines, PLACE),
        "intents": _by("intent", lines, _intent_scores),
    }


def _value_scores(lines: list[Line], field: str) -> dict[str, Any]:
    """Precision, recall and F1 of a value on the lines that are labelled with it, or with null."""
    pairs = [
        (_plain(line[field]), _plain(line[f"predicted_{field}"])) for line in lines if field in line
    ]
    right = sum(label == predicted != "" for label, predicted in pairs)
    labelled = sum(label != "" for label, _ in pairs)
    predicted = sum(predicted != "" for _, predicted in pairs)
    return {
        "lines": len(pairs),
        "precision": _ratio(right, predicted),
        "recall": _ratio(right, labelled),
        "f1": _ratio(2 * right, labelled + predicted),
    }


def _plain(value: str | None) -> str:
    """A value to compare: "Saint-Raphaël" and "saint raphael" are the same town."""
    parts = unicodedata.normalize("NFKD", (value or "").casefold())
    kept = "".join(c for c in parts if not unicodedata.combining(c))
    return " ".join(kept.replace("-", " ").replace("'", " ").replace("’", " ").split())


def _safety_scores(lines: list[Line]) -> dict[str, Any]:
    scores: dict[str, Any] = {"lines": len(lines)}
    for label in SAFETY_LABELS:
        cries = [line["predicted"] for line in lines if line["label"] == label]
        if cries and label != NO_DANGER:
            scores[label] = {
                "lines": len(cries),
                "recall": _share(predicted == label for predicted in cries),
                "recall_any": _share(predicted != NO_DANGER for predicted in cries),
            }
    calm = [line["predicted"] != NO_DANGER for line in lines if line["label"] == NO_DANGER]
    scores["false_alarms"] = {"lines": len(calm), "count": sum(calm), "rate": _share(calm)}
    return scores


def _accuracies(lines: list[Line]) -> dict[str, Any]:
    written = [line for line in lines if line.get(WRITING)]
    scores = _accuracy(lines)
    return scores | ({WRITING: _by(WRITING, written, _accuracy)} if written else {})


def _accuracy(lines: list[Line]) -> dict[str, Any]:
    return {
        "lines": len(lines),
        "accuracy": _share(line["predicted"] == line["lang"] for line in lines),
    }


def _share(outcomes: Iterable[bool]) -> float | None:
    outcomes = list(outcomes)
    return _ratio(sum(outcomes), len(outcomes))


def _ratio(part: float, whole: float) -> float | None:
    """The ratio to four places; None of nothing."""
    return round(part / whole, 4) if whole else None
