import json
from pathlib import Path

import numpy as np
import pytest
import yaml

from relais.safety import CLASSIFIER, Danger, Screen, WeightsUnreadableError
from relais.safety.classifier import DangerClassifier
from relais.safety.examples import Example, fingerprint, own_examples
from relais.safety.spelling import split_words

ROOT = Path(__file__).resolve().parents[4]
WEIGHTS = ROOT / "relais" / "safety" / "weights.npz"
EXAMPLES = ROOT / "relais" / "safety" / "examples"
HELD_OUT = sorted((ROOT / "tests" / "safety" / "held_out").glob("*.jsonl"))
DEVELOPMENT = sorted((ROOT / "tests" / "safety" / "development").glob("*.jsonl"))
LANGUAGES = {"fr", "en", "ar", "es", "pt", "ro", "ru", "uk", "tr", "fa"}
# Of the development messages of a language, to which the classifier was fitted: what is heard of
# messages it was not fitted to is measured by bench/danger.py.
LEAST_HEARD = 0.97
MOST_FALSE_ALARMS = 0.1


@pytest.fixture(scope="module")
def classifier() -> DangerClassifier:
    return DangerClassifier.load()


def likely(classifier: DangerClassifier, text: str) -> float:
    return classifier.estimate(split_words(text).words).probability


@pytest.mark.parametrize(
    ("text", "danger"),
    [
        ("il dort et ses lèvres sont violettes", Danger.EMERGENCY),
        ("he locks the door with the key when he goes out", Danger.VIOLENCE),
        ("я написала прощальні листи", Danger.SUICIDAL_THOUGHTS),
    ],
)
def test_a_situation_is_heard_that_no_list_has_words_for(
    classifier: DangerClassifier, text: str, danger: Danger
) -> None:
    estimate = classifier.estimate(split_words(text).words)

    assert estimate.danger is danger
    assert estimate.probability > 0.75


def test_one_cry_is_heard_among_many_other_words(classifier: DangerClassifier) -> None:
    ordinary = "bonjour je voudrais savoir quels papiers il faut pour la carte et si c'est ouvert "
    cry = "mon père ne respire plus "

    assert likely(classifier, ordinary * 3) < 0.1
    assert likely(classifier, ordinary * 2 + cry + ordinary * 2) > 0.75


def test_no_words_are_no_danger(classifier: DangerClassifier) -> None:
    assert classifier.estimate(()).probability < 0.5


def test_the_weights_are_those_of_the_present_examples() -> None:
    with np.load(WEIGHTS, allow_pickle=False) as stored:
        fitted_to = str(stored["fingerprint"])

    assert fitted_to == fingerprint(own_examples()), "run make danger"


def test_any_change_of_an_example_makes_the_weights_stale() -> None:
    examples = [Example("il me frappe", "violence"), Example("bonjour", "none")]

    assert fingerprint(examples) == fingerprint([*reversed(examples), examples[0]])
    assert fingerprint(examples) != fingerprint([Example("il me frappe", "none"), examples[1]])


@pytest.mark.parametrize("content", [b"", b"not a file of arrays"])
def test_weights_that_cannot_be_read_are_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "weights.npz"
    file.write_bytes(content)

    with pytest.raises(WeightsUnreadableError):
        DangerClassifier.load(file)


def test_weights_of_another_shape_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "weights.npz"
    names = ("rarity", "steps", "step", "bias", "slope")
    np.savez(file, **dict.fromkeys(names, np.zeros(3, np.float32)))

    with pytest.raises(WeightsUnreadableError, match="shapes"):
        DangerClassifier.load(file)


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_there_are_examples_of_every_danger_in_every_language(language: str) -> None:
    content = yaml.safe_load((EXAMPLES / f"{language}.yml").read_text(encoding="utf-8"))

    assert content["language"] == language
    for label in (*Danger, "none"):
        assert len(set(content[label])) >= 300, label


def test_no_example_is_a_held_out_message() -> None:
    held_out = {
        json.loads(line)["text"]
        for path in HELD_OUT
        for line in path.read_text(encoding="utf-8").splitlines()
    }

    assert len(held_out) > 1300
    assert {example.text for example in own_examples()} & held_out == set()


def test_a_listed_cry_is_doubted_or_left_when_the_rest_speaks_against_it(screen: Screen) -> None:
    lists = screen.lists_alone()
    text = "что даёт C2S и кому её дают"  # "kill" in Arabic of Latin letters, one wording thinks

    assert lists.screen(text) is not None
    assert screen.screen(text) is None


def test_an_alert_of_no_line_says_so_and_how_likely_it_is(screen: Screen) -> None:
    alert = screen.screen("he locks the door with the key when he goes out")

    assert alert is not None
    assert alert.matched == CLASSIFIER
    assert alert.probability is not None


@pytest.mark.parametrize("path", DEVELOPMENT, ids=lambda path: path.stem)
def test_what_is_heard_of_the_development_messages_is_kept(screen: Screen, path: Path) -> None:
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    heard: dict[str, list[bool]] = {kind: [] for kind in ("cry", "alike", "ordinary")}
    for line in lines:
        alike = "alike" if line.get("lookalike") else "ordinary"
        kind = alike if line["label"] == "none" else "cry"
        heard[kind].append(screen.screen(line["text"]) is not None)

    assert np.mean(heard["cry"]) >= LEAST_HEARD
    assert np.mean(heard["alike"]) <= MOST_FALSE_ALARMS
    assert not any(heard["ordinary"])


def test_the_development_messages_are_in_all_languages() -> None:
    assert {path.stem for path in DEVELOPMENT} == LANGUAGES
