"""Two questions in one message are told apart from one story."""

import pytest

from relais.understanding import Asked, Understood, questions_in
from tests.fakes.relais import FakeRasa

CARD, DENTIST = "j'ai perdu ma carte vitale", "où est un dentiste au Muy ?"


class Understanding(FakeRasa):
    """Understands the parts as the test tells; all else as nothing sure."""

    def __init__(self, **intents: tuple[str, float]) -> None:
        super().__init__()
        self.parsed: list[list[str]] = []

    def parse(self, texts: list[str]) -> list[Understood]:
        self.parsed.append(texts)
        return [self._sure(text) for text in texts]

    def _sure(self, text: str) -> Understood:
        intent, confidence = self.intents.get(text, ("nlu_fallback", 0.3))
        return Understood(intent, confidence)


@pytest.fixture
def rasa() -> Understanding:
    rasa = Understanding()
    rasa.intents = {
        CARD: ("ask_health_card", 0.9),
        DENTIST: ("find_care", 0.95),
        "annulez mon rdv": ("cancel_appointment", 0.9),
        "mon mari me tape": ("violence", 0.9),
        "bonjour à tous": ("greet", 0.99),
        "mardi si possible": ("nlu_fallback", 0.3),
        "je veux un rdv dentiste": ("book_appointment", 0.9),
        "je veux un rdv dentiste mardi si possible": ("book_appointment", 0.9),
        "c'est quoi la C2S ?": ("ask_c2s", 0.9),
        "c'est quoi la C2S": ("ask_c2s", 0.9),
        "comment renouveler l'AME ?": ("ask_renewal", 0.9),
        "mon fils a 2 ans": ("ask_child_health", 0.95),
        "effacez mes données": ("delete_my_data", 0.95),
        "reprendre un rdv": ("book_appointment", 0.9),
    }
    return rasa


def intents(rasa: Understanding, text: str) -> list[str | None]:
    return [asked.intent for asked in questions_in(rasa, text, "fr")]


def test_two_questions_are_found_as_they_were_written(rasa: Understanding) -> None:
    assert questions_in(rasa, f"{CARD} et {DENTIST}", "fr") == [
        Asked("ask_health_card", CARD),
        Asked("find_care", DENTIST),
    ]


@pytest.mark.parametrize(
    ("text", "order"),
    [
        (f"{CARD} et annulez mon rdv", ["cancel_appointment", "ask_health_card"]),
        (f"annulez mon rdv et {CARD}", ["cancel_appointment", "ask_health_card"]),
        (f"{CARD}\nmon mari me tape", ["violence", "ask_health_card"]),
        ("annulez mon rdv et mon mari me tape", ["violence", "cancel_appointment"]),
    ],
)
def test_a_danger_comes_first_then_an_appointment(
    rasa: Understanding, text: str, order: list[str]
) -> None:
    assert intents(rasa, text) == order


@pytest.mark.parametrize(
    "text",
    [
        f"bonjour à tous et {DENTIST}",  # small talk is no question
        f"{CARD} et blabla bla",
        f"mon fils a 2 ans et {CARD}",  # told, not asked
        f"{CARD} et {CARD}",
        f"{CARD} et annulez mon rdv et {DENTIST}",  # more than two: a story
        "annulez mon rdv et reprendre un rdv",  # moves it
        "annulez mon rdv\neffacez mes données",  # two answers that ask for a yes
        "c'est quoi la C2S et comment renouveler l'AME ?",  # one matter, one question mark
    ],
)
def test_a_story_stays_one_question(rasa: Understanding, text: str) -> None:
    assert questions_in(rasa, text, "fr") == [Asked(None, text)]


def test_two_questions_on_one_matter_need_a_question_mark_each(rasa: Understanding) -> None:
    text = "c'est quoi la C2S ? comment renouveler l'AME ?"

    assert intents(rasa, text) == ["ask_c2s", "ask_renewal"]


def test_a_part_that_is_not_sure_enough_does_not_count(rasa: Understanding) -> None:
    rasa.intents[CARD] = ("ask_health_card", 0.69)

    assert intents(rasa, f"{CARD} et {DENTIST}") == [None]


def test_a_message_that_surely_means_a_third_thing_is_left_whole(rasa: Understanding) -> None:
    text = f"{CARD} et {DENTIST}"
    rasa.intents[text] = ("ask_care_refusal", 0.9)
    assert intents(rasa, text) == [None]

    rasa.intents[text] = ("find_care", 0.9)
    assert intents(rasa, text) == ["ask_health_card", "find_care"]


def test_what_is_added_to_a_question_stays_with_it(rasa: Understanding) -> None:
    text = "bonjour à tous\nje veux un rdv dentiste\nmardi si possible\nc'est quoi la C2S"

    assert questions_in(rasa, text, "fr") == [
        Asked("book_appointment", "je veux un rdv dentiste mardi si possible"),
        Asked("ask_c2s", "c'est quoi la C2S"),
    ]


def test_what_would_change_a_question_is_left_out(rasa: Understanding) -> None:
    text = f"{CARD}\nhistoire bien longue\n{DENTIST}"

    assert [asked.text for asked in questions_in(rasa, text, "fr")] == [CARD, DENTIST]


def test_a_message_without_a_separator_costs_nothing(rasa: Understanding) -> None:
    questions_in(rasa, "où trouver un dentiste à Draguignan svp merci", "fr")

    assert rasa.parsed == []
