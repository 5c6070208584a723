"""How well messages are understood in each language, on messages nothing was trained on.

    .venv/bin/python -m bench.understanding            # the table, in Markdown
    .venv/bin/python -m bench.understanding --check    # fails when a language fell
    .venv/bin/python -m bench.understanding --record   # after a change for the better

The messages are those of tests/understanding. `unseen` holds languages without any training phrase.
A message that falls back is wrong for top-1. With `--check`, a language whose top-1 is more than a
point under bench/understanding.json fails the run.
"""

import argparse
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from relais.cli_evaluate import rasa_for_evaluation
from relais.directory import recognise_place
from relais.settings import load_settings
from relais.understanding import evaluate_understanding

ROOT = Path(__file__).resolve().parents[1]
HELD_OUT = ROOT / "tests" / "understanding"
RECORDED = ROOT / "bench" / "understanding.json"
ALLOWED_FALL = 1.0  # points
UNSEEN = "unseen"

Report = dict[str, dict[str, float | None]]


def main() -> None:
    """Measure every language, then print, record or check."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    options.add_argument("--check", action="store_true")
    options.add_argument("--record", action="store_true")
    chosen = options.parse_args()
    report = dict(_measure())
    print("\n".join(_table(report)))
    if chosen.record:
        RECORDED.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    if chosen.check and (fallen := list(_fallen(report, json.loads(RECORDED.read_text())))):
        sys.exit("understood worse than recorded: " + "; ".join(fallen))


def _measure() -> Iterator[tuple[str, dict[str, float | None]]]:
    with rasa_for_evaluation(load_settings(os.environ)) as client:
        for path in sorted(HELD_OUT.glob("*.jsonl")):
            lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
            evaluation = evaluate_understanding(lines, client, recognise_place)
            yield path.stem, _figures(evaluation.report, evaluation.predictions)


def _figures(report: dict[str, Any], predictions: list[dict[str, Any]]) -> dict[str, float | None]:
    latin = [line for line in predictions if line.get("writing") == "transliterated"]
    right = sum(line["predicted"] == line["intent"] for line in latin)
    return {
        "messages": len(predictions),
        "top_1": _percent(report["top_1"]),
        "top_3": _percent(report["top_3"]),
        "fallback": _percent(report["fallback_rate"]),
        "transliterated": _percent(right / len(latin)) if latin else None,
        "care_type": _percent(report["care_type"]["f1"]),
        "place": _percent(report["place"]["f1"]),
    }


def _percent(share: float | None) -> float | None:
    return None if share is None else round(100 * share, 1)


def _table(report: Report) -> Iterator[str]:
    columns = list(next(iter(report.values())))
    yield f"| language | {' | '.join(columns)} |"
    yield "|---" * (len(columns) + 1) + "|"
    for language, figures in report.items():
        cells = ("" if value is None else str(value) for value in figures.values())
        yield f"| {language} | {' | '.join(cells)} |"
    trained = [figures for language, figures in report.items() if language != UNSEEN]
    for name in ("top_1", "top_3"):
        values = [value for figures in trained if (value := figures[name]) is not None]
        yield f"\n{name}, average of the languages with phrases: {sum(values) / len(values):.1f}"


def _fallen(report: Report, recorded: Report) -> Iterator[str]:
    for language, before in recorded.items():
        now, then = report.get(language, {}).get("top_1"), before["top_1"]
        if then is not None and (now is None or now < then - ALLOWED_FALL):
            yield f"{language} {now} against {then}"


if __name__ == "__main__":
    main()
