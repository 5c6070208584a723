"""How often two questions in one message are told apart, and one question is wrongly cut in two.

    .venv/bin/python -m bench.two_questions        # while Relais runs

Single questions are the held-out messages of tests/understanding: each is one question by itself.
Pairs are put together from two of them of different matters, as people join them. The part of a
pair that the assistant would not understand alone cannot be told apart either.
"""

import json
import os
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from relais.settings import load_settings
from relais.understanding import HttpRasaClient, identify_language, questions_in, two_questions
from relais.vault import load_keys

HELD_OUT = Path(__file__).resolve().parents[1] / "tests" / "understanding"
PAIRS = 150  # in each language
LONGEST = 14  # words of each question of a pair
JOINS = (". ", " ? ", "\n", "{and}")
AND = {
    **{"fr": " et ", "en": " and ", "ar": " و ", "es": " y ", "pt": " e ", "ro": " și "},
    **{"ru": " и ", "uk": " та ", "tr": " ve ", "fa": " و "},
}
Line = dict[str, Any]


def main() -> None:
    """Print one line of JSON a language."""
    settings = load_settings(os.environ)
    address = f"http://127.0.0.1:{settings.rasa_port}"
    client = HttpRasaClient(address, load_keys(settings).rasa_token)
    for language, joined in AND.items():
        path = HELD_OUT / f"{language}.jsonl"
        lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        cut = sum(len(_asked(client, line["text"])) > 1 for line in lines)
        found = Counter(_outcome(client, *pair) for pair in _pairs(lines, joined))
        report = {"language": language, "single": len(lines), "cut_wrongly": cut, "pairs": PAIRS}
        print(json.dumps(report | dict(found)))


def _asked(client: HttpRasaClient, text: str) -> set[str | None]:
    return {one.intent for one in questions_in(client, text, identify_language(text).code)}


def _pairs(lines: list[Line], joined: str) -> Iterator[tuple[str, set[str]]]:
    """Two questions put together, and what they mean."""
    # Always the same pairs: what changes between two runs is the assistant.
    chance = random.Random(5)
    askable = [
        line
        for line in lines
        if line["intent"] in two_questions.ASKED - two_questions.DANGERS
        and len(line["text"].split()) <= LONGEST
    ]
    made = 0
    while made < PAIRS:
        first, second = chance.sample(askable, 2)
        intents = {first["intent"], second["intent"]}
        if len(intents) == 1 or any(intents <= group for group in two_questions.GROUPS):
            continue
        join = chance.choice(JOINS).format(**{"and": joined})
        made += 1
        yield first["text"].rstrip(" .?؟") + join + second["text"], intents


def _outcome(client: HttpRasaClient, text: str, intents: set[str]) -> str:
    found = _asked(client, text)
    if len(found) == 1:
        return "not_told_apart"
    return "told_apart" if found == intents else "told_apart_wrongly"


if __name__ == "__main__":
    main()
