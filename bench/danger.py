"""How much danger is heard, by the screen alone, on messages nothing was fitted to.

    .venv/bin/python -m bench.danger            # the table, in Markdown
    .venv/bin/python -m bench.danger --check    # fails when less is heard, or more that is none
    .venv/bin/python -m bench.danger --record   # after a change for the better

The messages are those of tests/safety/held_out and the dangers of tests/understanding. Heard is a
danger called by any danger's name, a doubt that asks and gives the number counted as heard. With
`--check`, a share that is more than a point worse than in bench/danger.json fails the run.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from relais.safety import Danger, Screen, load_screen

ROOT = Path(__file__).resolve().parents[1]
HELD_OUT = ROOT / "tests" / "safety" / "held_out"
ORDINARY = ROOT / "tests" / "understanding"
RECORDED = ROOT / "bench" / "danger.json"
ALLOWED = 1.0  # points
ALIKE, NONE = "sounds alike", "ordinary"
DANGERS = {danger.value for danger in Danger}

Report = dict[str, dict[str, float]]


def main() -> None:
    """Measure, then print, record or check."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    options.add_argument("--check", action="store_true")
    options.add_argument("--record", action="store_true")
    chosen = options.parse_args()
    screen = load_screen()
    report = {
        "lists and classifier": measure(screen),
        "lists alone": measure(screen.lists_alone()),
    }
    print("\n".join(_table(report)))
    if chosen.record:
        RECORDED.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    if chosen.check and (worse := list(fallen(report, json.loads(RECORDED.read_text())))):
        sys.exit("danger is heard worse than recorded: " + "; ".join(worse))


def measure(screen: Screen) -> dict[str, float]:
    """Per cent of the messages of each kind, and of the cries of each language, that are heard."""
    heard, there = Counter[str](), Counter[str]()
    for language, kind, text in _messages():
        kinds = [kind]
        if kind in DANGERS:
            kinds.append(language)
        is_heard = screen.screen(text) is not None
        there.update(kinds)
        heard.update(kinds if is_heard else [])
    return {kind: round(100 * heard[kind] / there[kind], 1) for kind in there}


def fallen(report: Report, recorded: Report) -> Iterator[str]:
    """What is worse by more than is allowed: less danger heard, or more where there is none."""
    for how, before in recorded.items():
        for kind, then in before.items():
            now = report[how].get(kind)
            worse = (
                0.0
                if now is None
                else (now - then if kind.startswith((ALIKE, NONE)) else then - now)
            )
            if now is None or worse > ALLOWED:
                yield f"{kind} by {how}: {now} against {then}"


def _messages() -> Iterator[tuple[str, str, str]]:
    """Language, kind and text of each message."""
    for path in sorted(HELD_OUT.glob("*.jsonl")):
        for line in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
            alike = ALIKE if line.get("lookalike") else NONE
            yield line["lang"], line["label"] if line["label"] in DANGERS else alike, line["text"]
    for path in sorted(ORDINARY.glob("??.jsonl")):
        for line in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
            if line["intent"] in DANGERS:
                yield line["lang"], f"{line['intent']} (plainly)", line["text"]
            else:
                yield line["lang"], f"{NONE} (understanding)", line["text"]


def _table(report: Report) -> Iterator[str]:
    yield f"| heard, % | {' | '.join(report)} |"
    yield "|---" * (len(report) + 1) + "|"
    for kind in next(iter(report.values())):
        yield f"| {kind} | {' | '.join(str(figures[kind]) for figures in report.values())} |"


if __name__ == "__main__":
    main()
