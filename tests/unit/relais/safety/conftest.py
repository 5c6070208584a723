import json
from pathlib import Path

import pytest

from relais.safety import Screen, load_screen

MESSAGES = Path(__file__).parent / "messages"


@pytest.fixture(scope="session")
def screen() -> Screen:
    return load_screen()


@pytest.fixture(scope="session")
def lists(screen: Screen) -> Screen:
    """What is heard by the lists alone."""
    return screen.lists_alone()


@pytest.fixture(scope="session")
def messages() -> dict[str, list[tuple[str, str]]]:
    """(label, text) of every message, by the name of its file."""
    return {
        path.stem: [
            (line["label"], line["text"])
            for line in map(json.loads, path.read_text(encoding="utf-8").splitlines())
        ]
        for path in sorted(MESSAGES.glob("*.jsonl"))
    }
