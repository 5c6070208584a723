"""The examples that the classifier is fitted to, and their rows, for `make danger`.

    .venv/bin/python -m relais.safety.examples ROWS.npz    # for scripts/fit_danger.py

Examples: what people text in danger and what only sounds like it (`examples/`), the test messages
of every line of the lists, the messages on which the lists were developed, and the training phrases
of the assistant, most of them no danger.
"""

import hashlib
import json
import sys
from collections.abc import Iterable, Iterator
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import NamedTuple

import numpy as np
import yaml

from relais.safety.errors import SignsUnreadableError
from relais.safety.ngrams import COLUMNS, Row, read_ngrams, weighted
from relais.safety.signs import Danger, Signs, read_signs
from relais.safety.spelling import Spellings

NONE = "none"
LABELS = (*(danger.value for danger in Danger), NONE)
ROOT = Path(__file__).parents[2]
PHRASES = ROOT / "data" / "nlu"
DEVELOPMENT = ROOT / "tests" / "safety" / "development"
_IN_AT_LEAST = 2  # examples: an n-gram that stands in one alone says nothing of others


class Example(NamedTuple):
    """A message and what it is: a danger, or none."""

    text: str
    label: str


def read_examples(folder: Traversable | None = None) -> list[Example]:
    """The examples of the package in a fixed order. Raises SignsUnreadableError."""
    folder = folder or resources.files("relais.safety") / "examples"
    files = sorted((f for f in folder.iterdir() if f.name.endswith(".yml")), key=lambda f: f.name)
    return [example for file in files for example in _examples_in(file)]


def examples_of_signs(signs: Signs) -> Iterator[Example]:
    """The test messages of the lists, and what the lists know to sound like danger only."""
    for line in signs.lines:
        yield from (Example(text, line.danger.value) for text in line.examples)
    for harmless in signs.harmless:
        yield from (Example(text, NONE) for text in harmless.examples)
    yield from (Example(text, NONE) for text in signs.lookalikes)


def fingerprint(examples: Iterable[Example]) -> str:
    """16 hexadecimal digits that change with any example: fitted to others, weights are stale."""
    digest = hashlib.sha256()
    for example in sorted(set(examples)):
        digest.update(f"{example.label}\t{example.text}\n".encode())
    return digest.hexdigest()[:16]


def own_examples() -> list[Example]:
    """All the examples of danger: everything but the training phrases of the assistant."""
    return [*read_examples(), *examples_of_signs(read_signs()), *_developed_on(DEVELOPMENT)]


def _examples_in(file: Traversable) -> Iterator[Example]:
    content = yaml.safe_load(file.read_text(encoding="utf-8"))
    for label in LABELS:
        texts = content.get(label, [])
        if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
            raise SignsUnreadableError(f"{file.name}: {label} has to be a list of texts")
        yield from (Example(text, label) for text in texts)


def _developed_on(folder: Path) -> Iterator[Example]:
    for path in sorted(folder.glob("*.jsonl")):
        for line in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
            yield Example(line["text"], line["label"])


def _phrases(folder: Path) -> Iterator[Example]:
    for path in sorted(folder.glob("*/*.yml")):
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        for block in content["nlu"]:
            label = block["intent"] if block["intent"] in LABELS else NONE
            lines = (line.strip().removeprefix("- ") for line in block["examples"].splitlines())
            yield from (Example(text, label) for text in lines if text)


def _rarity(rows: list[Row]) -> np.ndarray:
    """Inverse document frequency, as in scikit-learn's TfidfVectorizer; 0 where hardly seen."""
    seen_in = np.bincount(np.concatenate([row.columns for row in rows]), minlength=COLUMNS)
    rarity = 1 + np.log((1 + len(rows)) / (1 + seen_in))
    # Rounded as it is stored, so that rows are the same here and where they are read.
    return np.where(seen_in >= _IN_AT_LEAST, rarity, 0).astype(np.float16).astype(np.float32)


def main() -> None:
    """Write the rows of all examples."""
    own = own_examples()
    examples = sorted({*own, *_phrases(PHRASES)})
    spellings = Spellings(read_signs().spellings)
    rows = [read_ngrams(spellings.cut(example.text).words) for example in examples]
    rarity = _rarity(rows)
    np.savez(
        sys.argv[1],
        labels=np.array([example.label for example in examples]),
        columns=np.concatenate([row.columns for row in rows]),
        values=np.concatenate([weighted(row, rarity) for row in rows]),
        ends=np.cumsum([0, *(len(row.columns) for row in rows)]),
        rarity=rarity.astype(np.float16),
        fingerprint=np.array(fingerprint(own)),
    )


if __name__ == "__main__":
    main()
