"""What must never be in the repository."""

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def _tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, check=True, capture_output=True, text=True
    )
    return [ROOT / line for line in listed.stdout.splitlines()]


def test_locks_carry_hashes_and_name_no_address() -> None:
    for name in ("requirements.lock", "bot/requirements.lock"):
        text = (ROOT / name).read_text()
        pinned = re.findall(r"^[a-z0-9][\w.\-\[\]]*==", text, flags=re.MULTILINE)
        assert len(pinned) > 30
        assert text.count("--hash=sha256:") >= len(pinned)
        assert not re.search(r"https?://|--(?:extra-)?index-url|--find-links", text)


def test_only_numbers_reserved_for_fiction_or_published_by_places_appear() -> None:
    published = {"33494506470", "33498100542", "33624672243", "33141659444"}
    mobile = re.compile(r"(?:\+33|\b0)\s?([67])(?:[\s.\-]?\d{2}){4}\b")
    for path in _tracked():
        if path.suffix not in {".py", ".yml", ".po", ".md", ".html", ".js", ".jsonl", ".csv"}:
            continue
        for match in mobile.finditer(path.read_text(errors="replace")):
            digits = "33" + re.sub(r"\D", "", match.group()).removeprefix("33").removeprefix("0")
            assert digits in published or digits.startswith("3363998"), f"{path}: {match.group()}"


def test_databases_models_and_secrets_are_not_tracked() -> None:
    wrong = {".db", ".sqlite", ".pem", ".key", ".mo", ".gz"}
    assert [path for path in _tracked() if path.suffix in wrong] == []
