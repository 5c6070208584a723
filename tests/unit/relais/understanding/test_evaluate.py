"""Scores that can be checked by hand."""

import pytest

from relais.understanding import (
    Entity,
    Understood,
    evaluate_language,
    evaluate_safety,
    evaluate_understanding,
)


class Parser:
    """Understands the texts it was given meanings for."""

    def __init__(self, **meanings: Understood) -> None:
        self.meanings = meanings
        self.asked: list[int] = []

    def parse(self, texts: list[str]) -> list[Understood]:
        self.asked.append(len(texts))
        return [self.meanings[text] for text in texts]


def meaning(*ranking: str, care_type: str | None = None) -> Understood:
    entities = (Entity("time", "mardi", 0, 5), Entity("care_type", care_type, 0, 1))
    return Understood(
        intent=ranking[0],
        confidence=0.7,
        ranking=tuple((name, 0.7) for name in ranking),
        entities=entities if care_type else (),
    )


def line(lang: str, text: str, intent: str, **labels: str | None) -> dict[str, str | None]:
    return {"lang": lang, "text": text, "intent": intent, **labels}


@pytest.fixture
def parser() -> Parser:
    return Parser(
        right=meaning("greet", "thank"),
        third=meaning("thank", "goodbye", "greet"),
        fourth=meaning("thank", "goodbye", "affirm", "greet"),
        unsure=meaning("nlu_fallback", "greet", "thank", "affirm"),
        dentist=meaning("find_care", care_type="dentist"),
    )


def nowhere(text: str) -> str | None:
    return None


def test_top_one_top_three_and_fallback_are_counted(parser):
    lines = [line("fr", text, "greet") for text in ("right", "third", "fourth", "unsure")]

    report = evaluate_understanding(lines, parser, nowhere).report

    assert report["top_1"] == 0.25
    assert report["top_3"] == 0.75
    assert report["fallback_rate"] == 0.25


def test_scores_are_told_by_language_and_by_intent(parser):
    lines = [
        line("fr", "right", "greet"),
        line("fr", "dentist", "find_care"),
        line("ar", "third", "greet"),
    ]

    report = evaluate_understanding(lines, parser, nowhere).report

    assert report["intents"]["greet"]["top_1"] == 0.5
    assert report["languages"]["ar"]["top_1"] == 0.0
    assert report["languages"]["fr"]["intents"]["find_care"] == {
        "lines": 1,
        "top_1": 1.0,
        "top_3": 1.0,
        "fallback_rate": 0.0,
    }


def test_each_line_comes_back_with_what_was_predicted(parser):
    lines = [line("fr", "unsure", "greet", note="kept"), line("fr", "dentist", "find_care")]

    unsure, dentist = evaluate_understanding(lines, parser, str.upper).predictions

    assert unsure == {
        "lang": "fr",
        "text": "unsure",
        "intent": "greet",
        "note": "kept",
        "predicted": "nlu_fallback",
        "confidence": 0.7,
        "ranking": ["greet", "thank", "affirm"],
        "predicted_care_type": None,
        "predicted_place": "UNSURE",
    }
    assert dentist["predicted_care_type"] == "dentist"


def test_care_types_are_scored_on_the_lines_that_say_one_or_none(parser):
    lines = [
        line("fr", "dentist", "find_care", care_type="dentist"),
        line("fr", "dentist", "find_care", care_type="nurse"),
        line("fr", "dentist", "find_care", care_type=None),
        line("fr", "right", "find_care", care_type="nurse"),
        line("fr", "dentist", "find_care"),
    ]

    report = evaluate_understanding(lines, parser, nowhere).report

    assert report["care_type"] == {"lines": 4, "precision": 0.3333, "recall": 0.3333, "f1": 0.3333}


def test_a_place_is_the_same_however_it_is_spelt(parser):
    lines = [line("fr", "right", "greet", place="Saint-Raphaël")]

    report = evaluate_understanding(lines, parser, lambda text: "saint raphael").report

    assert report["place"] == {"lines": 1, "precision": 1.0, "recall": 1.0, "f1": 1.0}
    assert report["care_type"] == {"lines": 0, "precision": None, "recall": None, "f1": None}


def test_long_files_are_parsed_in_batches(parser):
    evaluate_understanding([line("fr", "right", "greet")] * 120, parser, nowhere)

    assert parser.asked == [50, 50, 20]


def test_safety_counts_cries_heard_and_false_alarms():
    screened = {"a": "emergency", "b": "violence", "c": None, "d": "emergency", "e": None}
    lines = [
        {"lang": "fr", "text": "a", "label": "emergency"},
        {"lang": "fr", "text": "b", "label": "emergency"},
        {"lang": "ar", "text": "c", "label": "emergency"},
        {"lang": "fr", "text": "d", "label": "none"},
        {"lang": "fr", "text": "e", "label": "none"},
    ]

    evaluation = evaluate_safety(lines, screened.get)

    assert evaluation.report["emergency"] == {"lines": 3, "recall": 0.3333, "recall_any": 0.6667}
    assert evaluation.report["false_alarms"] == {"lines": 2, "count": 1, "rate": 0.5}
    assert evaluation.report["languages"]["fr"]["emergency"]["recall"] == 0.5
    assert evaluation.report["languages"]["ar"]["false_alarms"]["rate"] is None
    assert [line["predicted"] for line in evaluation.predictions][1:3] == ["violence", "none"]


def test_language_counts_what_cannot_be_told_as_wrong():
    guesses = {"bonjour": "fr", "ok": None, "hello": "en"}
    lines = [{"lang": "fr", "text": "bonjour"}, {"lang": "fr", "text": "ok"}]
    lines.append({"lang": "en", "text": "hello"})

    evaluation = evaluate_language(lines, guesses.get)

    assert evaluation.report == {
        "lines": 3,
        "accuracy": 0.6667,
        "languages": {
            "en": {"lines": 1, "accuracy": 1.0},
            "fr": {"lines": 2, "accuracy": 0.5},
        },
    }
    assert evaluation.predictions[1]["predicted"] is None


def test_language_is_also_scored_by_writing():
    lines = [
        {"lang": "ru", "text": "где врач"},
        {"lang": "ru", "text": "gde vrach", "writing": "transliterated"},
    ]

    report = evaluate_language(lines, {"где врач": "ru"}.get).report

    assert report["languages"]["ru"] == {
        "lines": 2,
        "accuracy": 0.5,
        "writing": {"transliterated": {"lines": 1, "accuracy": 0.0}},
    }
