"""Short questions after an answer are read in ten languages, and only when they stand alone."""

from collections import defaultdict

import pytest
import yaml

from relais.understanding import RECOGNISED, FollowUp, read_follow_up
from relais.understanding import follow_up as module


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("où ?", FollowUp.WHERE),
        ("C ou", FollowUp.WHERE),
        ("cest ou ca??", None),
        ("where is it please", FollowUp.WHERE),
        ("وين هو؟", FollowUp.WHERE),
        ("Y dónde queda?", FollowUp.WHERE),
        ("unde e", FollowUp.WHERE),
        ("а куда идти?", FollowUp.WHERE),
        ("де це", FollowUp.WHERE),
        ("peki nerede?", FollowUp.WHERE),
        ("کجاست؟", FollowUp.WHERE),
        ("Combien ça coûte", FollowUp.HOW_MUCH),
        ("combien ca coute", FollowUp.HOW_MUCH),
        ("how much?", FollowUp.HOW_MUCH),
        ("بشحال", FollowUp.HOW_MUCH),
        ("ne kadar", FollowUp.HOW_MUCH),
        ("ne kadar sürer?", FollowUp.HOW_LONG),
        ("combien de temps", FollowUp.HOW_LONG),
        ("And how long does it take?", FollowUp.HOW_LONG),
        ("quanto tempo demora", FollowUp.HOW_LONG),
        ("et quels papiers svp", FollowUp.PAPERS),
        ("and the papers?", FollowUp.PAPERS),
        ("شنو الوراق", FollowUp.PAPERS),
        ("какие документы нужны", FollowUp.PAPERS),
        ("چه مدارکی لازم است", FollowUp.PAPERS),
        ("et pour ma fille ?", FollowUp.FOR_CHILD),
        ("and for my daughter?", FollowUp.FOR_CHILD),
        ("ولبنتي؟", FollowUp.FOR_CHILD),
        ("و لبنتي؟", FollowUp.FOR_CHILD),
        ("برای بچه هایم", FollowUp.FOR_CHILD),
        ("а для моей дочери?", FollowUp.FOR_CHILD),
        ("peki kızım için", FollowUp.FOR_CHILD),
        ("KIZIM İÇİN", FollowUp.FOR_CHILD),
        ("și pentru soția mea", FollowUp.FOR_PARTNER),
        ("¿Y mi marido?", FollowUp.FOR_PARTNER),
        ("a que horas abre", FollowUp.WHEN),
    ],
)
def test_a_phrase_is_read_whatever_its_case_accents_and_signs(
    text: str, kind: FollowUp | None
) -> None:
    assert read_follow_up(text) == kind


@pytest.mark.parametrize(
    "text",
    [
        "",
        "?",
        "et",
        "oui",
        "où trouver un dentiste",
        "ma fille a de la fièvre",
        "my daughter is sick",
        "quels papiers pour l'AME",
        "combien de temps " * 20,
    ],
)
def test_a_message_that_says_more_or_less_is_no_such_phrase(text: str) -> None:
    assert read_follow_up(text) is None


def test_every_language_has_every_question() -> None:
    listed = yaml.safe_load(module._PHRASES_PATH.read_text(encoding="utf-8"))

    assert set(listed) == set(RECOGNISED)
    for language, entry in listed.items():
        assert set(entry) == {"before", "after", "child", "partner", *FollowUp}, language
        assert all(isinstance(text, str) for texts in entry.values() for text in texts), language


def test_no_phrase_means_two_things() -> None:
    meanings = defaultdict(set)
    for known in module._languages():
        for phrase, kind in known.kinds.items():
            meanings[phrase].add(kind)

    assert len(meanings) > 1000
    assert {phrase: kinds for phrase, kinds in meanings.items() if len(kinds) > 1} == {}
