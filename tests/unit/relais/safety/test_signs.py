from pathlib import Path

import pytest

from relais.errors import RelaisError
from relais.safety import Danger, Screen, SignsUnreadableError
from relais.safety.matching import find
from relais.safety.signs import Signs, read_signs
from relais.safety.wording import WordingReader

WORDS = "fillers: []\nforgiving: []\nspellings: {}\ngroups:\n  all: [no, on]\n"
LIST = """danger: {danger}
languages: [fr]
lines:
  - id: {id}
    wording: ["{wording}"]
    examples: ["{wording}"]
"""
HARMLESS = "harmless: []\nordinary_words: []\nlookalikes: []\n"


@pytest.fixture(scope="module")
def signs() -> Signs:
    return read_signs()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "words.yml").write_text(WORDS, encoding="utf-8")
    (tmp_path / "not_danger.yml").write_text(HARMLESS, encoding="utf-8")
    for danger in Danger:
        (tmp_path / f"{danger}.yml").write_text(
            LIST.format(danger=danger, id="one", wording=f"{danger.replace('_', ' ')} now"),
            encoding="utf-8",
        )
    return tmp_path


def test_each_example_is_heard_as_its_own_danger_with_its_own_reply(screen: Screen) -> None:
    wrong = [
        (line.id, example, alert)
        for line in screen.describe()
        for example in line.examples
        if (alert := screen.screen(example)) is None
        or (alert.danger, alert.reply_key) != (line.danger, line.reply_key)
    ]
    assert wrong == []


def test_each_wording_is_reached_by_an_example_beside_it(lists: Screen, signs: Signs) -> None:
    cut = lists._spellings.cut
    reader = WordingReader(lists._vocabulary.number, cut, signs.groups)
    dead = []
    for line in signs.lines:
        heard = [lists._listen(cut(example))[0] for example in line.examples]
        for text in line.wording:
            wording = reader.read(text)
            if not any(find(wording, example) for example in heard):
                dead.append((line.id, text))
    assert dead == []


def test_each_lookalike_is_silent(screen: Screen, signs: Signs) -> None:
    texts = [*signs.lookalikes, *(e for entry in signs.harmless for e in entry.examples)]
    assert [(text, screen.screen(text)) for text in texts if screen.screen(text)] == []


def test_each_harmless_expression_is_needed(lists: Screen, signs: Signs) -> None:
    """Without it, the lists would raise an alarm at one of its examples."""
    for entry in signs.harmless:
        rest = lists.without(entry.id)
        assert any(rest.screen(example) for example in entry.examples), entry.id


def test_each_group_of_words_is_used(signs: Signs) -> None:
    wordings = [
        text
        for entry in (*signs.lines, *signs.harmless)
        for text in (*entry.wording, *getattr(entry, "unless", ()))
    ]
    texts = " ".join([*wordings, *(text for group in signs.groups.values() for text in group)])
    assert [name for name in signs.groups if f"{{{name}}}" not in texts] == []


def test_every_danger_is_listed_in_every_language(screen: Screen) -> None:
    listed = {(line.danger, language) for line in screen.describe() for language in line.languages}
    languages = {language for _, language in listed}
    assert listed == {(danger, language) for danger in Danger for language in languages}
    assert languages >= {"fr", "en", "ar", "es", "pt", "ro", "tr", "fa", "ru", "uk"}


def test_the_lists_can_be_shown_line_by_line(screen: Screen) -> None:
    lines = screen.describe()
    ids = [line.id for line in lines]

    assert len(ids) == len(set(ids))
    assert all(line.id.startswith(f"{line.danger}.") for line in lines)
    assert {line.reply_key for line in lines} == {
        "safety.emergency",
        "safety.violence",
        "safety.violence_child",
        "safety.suicidal_thoughts",
    }
    assert all(entry.examples for entry in screen.describe_harmless())


def test_lists_of_ones_own_are_read_and_words_are_never_truth_values(folder: Path) -> None:
    signs = read_signs(folder)

    assert signs.groups == {"all": ("no", "on")}
    assert Screen(signs).screen("suicidal thoughts now") is not None


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("emergency.yml", "danger: [unclosed"),
        ("emergency.yml", "danger: flood\nlanguages: [fr]\nlines: []\n"),
        ("emergency.yml", LIST.format(danger="violence", id="two", wording="a fight now")),
        ("emergency.yml", "danger: emergency\nlanguages: [fr]\nlines:\n  - id: one\n"),
        ("emergency.yml", "danger: emergency\nlanguages: [fr]\nlines: 3\n"),
        ("more.yml", LIST.format(danger="violence", id="one", wording="twice the id")),
        ("more_words.yml", WORDS),
        ("not_danger.yml", "harmless: 1\n"),
        ("words.yml", "groups: {}\n"),
        ("words.yml", WORDS.replace("[no, on]", "[]")),
    ],
)
def test_a_list_that_cannot_be_read_stops_the_start(folder: Path, name: str, content: str) -> None:
    (folder / name).write_text(content, encoding="utf-8")

    with pytest.raises(SignsUnreadableError) as error:
        read_signs(folder)

    assert isinstance(error.value, RelaisError)
    assert error.value.code == "safety.signs_unreadable"


@pytest.mark.parametrize("wording", ["alone", "one + other", "{unknown} word"])
def test_a_harmless_expression_is_one_phrase_of_known_words(folder: Path, wording: str) -> None:
    (folder / "not_danger.yml").write_text(
        HARMLESS.replace(
            "harmless: []",
            f'harmless:\n  - {{id: x, languages: [fr], wording: ["{wording}"], examples: [x]}}',
        ),
        encoding="utf-8",
    )

    with pytest.raises(SignsUnreadableError):
        Screen(read_signs(folder))
