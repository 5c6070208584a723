"""The papers that a request needs are those of the cover that is talked about."""

import pytest

from tests.unit.actions.talk import Talk


def papers(talk: Talk, text: str = "quels papiers il faut ?") -> list[str]:
    return talk.says(text, "ask_required_documents")


@pytest.mark.parametrize(
    ("cover", "reply"),
    [
        ("ask_ame", "rights.documents_ame"),
        ("ask_c2s", "rights.documents_c2s"),
        ("ask_base_cover", "rights.documents_base_cover"),
    ],
)
def test_after_a_cover_the_papers_are_those_of_that_cover(
    talk: Talk, cover: str, reply: str
) -> None:
    talk.heard("c'est quoi", cover)

    assert papers(talk) == [reply]
    assert talk.payloads == ['/book_appointment{"care_type": "social_worker"}', "/talk_to_person"]


def test_other_questions_about_the_cover_and_thanks_keep_it(talk: Talk) -> None:
    talk.heard("l'AME c'est quoi", "ask_ame")
    talk.heard("faut renouveler quand", "ask_renewal")
    talk.heard("merci", "thank")

    assert papers(talk) == ["rights.documents_ame"]


def test_another_topic_ends_it(talk: Talk) -> None:
    talk.heard("l'AME c'est quoi", "ask_ame")
    talk.says("dentiste à Aups", "find_care", care_type="dentist")

    assert papers(talk) == ["rights.required_documents"]


def test_a_cover_of_long_ago_is_forgotten(talk: Talk) -> None:
    talk.heard("l'AME c'est quoi", "ask_ame")
    for _ in range(4):
        talk.heard("merci", "thank")

    assert papers(talk) == ["rights.required_documents"]


@pytest.mark.parametrize(
    ("text", "reply"),
    [
        ("quels papiers pour l'AME", "rights.documents_ame"),
        ("شنو الوراق ديال AME", "rights.documents_ame"),
        ("what papers for the cmu-c", "rights.documents_c2s"),
        ("какие документы для АМЕ", "rights.documents_ame"),
        ("الـpuma أي أوراق", "rights.documents_base_cover"),
    ],
)
def test_the_cover_named_goes_before_the_one_talked_about(
    talk: Talk, text: str, reply: str
) -> None:
    talk.heard("c'est quoi la css", "ask_c2s")

    assert papers(talk, text) == [reply]


@pytest.mark.parametrize("text", ["papiers pour AME ou C2S ?", "les papiers"])
def test_two_covers_or_none_get_a_few_words_on_each(talk: Talk, text: str) -> None:
    assert papers(talk, text) == ["rights.required_documents"]
