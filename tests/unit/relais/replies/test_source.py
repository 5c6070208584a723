"""Reading the French texts: a wrong entry stops the start, with its name."""

from datetime import date
from pathlib import Path

import pytest

from relais.replies import TextsMalformedError, read_folder, read_source

GOOD = """
care.found_more:
  text: J'ai trouvé {count} autre lieu.
  plural: J'ai trouvé {count} autres lieux.
  sources: ["https://example.org/a", "association: report"]
  reviewed: 2026-11-22
"""


def entry(**fields: str) -> str:
    lines = {"text": "Bonjour", "sources": "[]", "reviewed": "2026-11-22", **fields}
    return "care.greet:\n" + "".join(f"  {name}: {value}\n" for name, value in lines.items())


def test_an_entry_is_read_with_its_sources_and_the_line_it_starts_on():
    (source,) = read_source(GOOD, "care.yml")

    assert source.key == "care.found_more"
    assert source.forms == ("J'ai trouvé {count} autre lieu.", "J'ai trouvé {count} autres lieux.")
    assert source.sources == ("https://example.org/a", "association: report")
    assert source.reviewed == date(2026, 11, 22)
    assert source.placeholders == {"count"}
    assert source.line == 2


def test_the_line_break_that_yaml_leaves_at_the_end_is_not_part_of_the_text():
    (source,) = read_source(entry(text="|\n    Lieu\n    Adresse"), "care.yml")

    assert source.text == "Lieu\nAdresse"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("- a list", "not a mapping"),
        ("care.greet: {", "care.yml"),
        ("care.greet: just a text", "an entry has only"),
        ("greet: {text: Bonjour, sources: [], reviewed: 2026-11-22}", "topic.name"),
        ("1: {text: Bonjour, sources: [], reviewed: 2026-11-22}", "topic.name"),
        (entry() + entry(), "defined twice"),
        (entry(text="''"), "not empty"),
        (entry(text="12"), "not empty"),
        (entry(plural="''"), "not empty"),
        (entry(text="'{Name} {'"), "brace"),
        (entry(text="'Bonjour {name!r}'"), "brace"),
        (entry(text="'Fuseau {zone}'"), "zone"),
        (entry(text="'{count} lieu'", plural="'{count} lieux à {town}'"), "different placeholders"),
        (entry(sources="https://example.org"), "sources"),
        (entry(sources="[1]"), "sources"),
        (entry(reviewed="hier"), "reviewed"),
        (entry(reviewed="2026-11-22 10:00:00"), "reviewed"),
        (entry(reviewed="2026-13-45"), "care.yml"),
        (entry(note="ajout"), "an entry has only"),
    ],
)
def test_a_malformed_entry_is_refused_by_name(content, reason):
    with pytest.raises(TextsMalformedError, match=reason) as refusal:
        list(read_source(content, "care.yml"))

    assert "care.yml" in refusal.value.detail


def test_a_key_in_two_files_is_refused(tmp_path: Path):
    (tmp_path / "a.yml").write_text(entry())
    (tmp_path / "b.yml").write_text(entry())

    with pytest.raises(TextsMalformedError, match=r"b\.yml: care\.greet is defined twice"):
        read_folder(tmp_path)


def test_an_empty_folder_is_refused(tmp_path: Path):
    with pytest.raises(TextsMalformedError, match="holds no texts"):
        read_folder(tmp_path)
