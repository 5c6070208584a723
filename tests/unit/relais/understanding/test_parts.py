"""Messages are cut where a second question may begin, and nowhere else."""

import pytest
import yaml

from relais.understanding import RECOGNISED
from relais.understanding import parts as module
from relais.understanding.parts import MOST_PARTS, split_in_parts


@pytest.mark.parametrize(
    ("language", "text", "parts"),
    [
        (
            "en",
            "I lost my vitale card and where is a dentist in Muy?",
            ["I lost my vitale card", "where is a dentist in Muy?"],
        ),
        (
            "fr",
            "comment avoir l'A.M.E. ? et c'est où le 14.30",
            ["comment avoir l'A.M.E. ?", "c'est où le 14.30"],
        ),
        ("fr", "j'annule mon rdv\nou est la pmi", ["j'annule mon rdv", "ou est la pmi"]),
        ("es", "perdí mi tarjeta y dónde hay dentista", ["perdí mi tarjeta", "dónde hay dentista"]),
        ("pt", "cancelar a consulta e renovar AME", ["cancelar a consulta", "renovar AME"]),
        ("ro", "am pierdut cardul și unde e dentist", ["am pierdut cardul", "unde e dentist"]),
        ("ru", "потерял карту и где стоматолог", ["потерял карту", "где стоматолог"]),
        ("uk", "загубив картку та де стоматолог", ["загубив картку", "де стоматолог"]),
        ("tr", "kartımı kaybettim ve dişçi nerede", ["kartımı kaybettim", "dişçi nerede"]),
        ("fa", "کارتم گم شده و دندانپزشک کجاست", ["کارتم گم شده", "دندانپزشک کجاست"]),
        ("ar", "ضاعت بطاقتي وأين طبيب الأسنان", ["ضاعت بطاقتي", "وأين طبيب الأسنان"]),
        ("ar", "ضاعت بطاقتي؟ أين طبيب الأسنان", ["ضاعت بطاقتي؟", "أين طبيب الأسنان"]),
        (None, "ma carte est perdue and where is it", ["ma carte est perdue", "where is it"]),
    ],
)
def test_a_message_is_cut_at_sentences_lines_and_conjunctions(
    language: str | None, text: str, parts: list[str]
) -> None:
    assert [part.text for part in split_in_parts(text, language)] == parts


def test_each_part_knows_whether_it_has_a_question_mark() -> None:
    parts = split_in_parts("c'est quoi la C2S ? et je veux un dentiste", "fr")

    assert [part.asks for part in parts] == [True, False]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "et le dentiste ?"),  # too short to hold two questions
        ("fr", "où trouver un dentiste à Draguignan"),
        ("fr", "moi et ma femme"),
        ("fr", "il y a un dentiste à Aups"),  # "y" joins in Spanish only
        ("en", "is there a doctor in Aups?!?"),
        ("fr", ""),
        ("fr", "..."),
        ("fr", "je dors mal. " * (MOST_PARTS + 1)),  # a story
    ],
)
def test_what_holds_one_thing_is_left_whole(language: str, text: str) -> None:
    [part] = split_in_parts(text, language)

    assert part.text == text.strip()


def test_a_piece_of_one_word_stays_with_its_neighbour() -> None:
    parts = split_in_parts("Bonjour. je cherche un dentiste. svp. merci bien à vous", "fr")

    assert [part.text for part in parts] == [
        "Bonjour. je cherche un dentiste. svp.",
        "merci bien à vous",
    ]


def test_a_message_made_to_be_slow_is_not() -> None:
    assert len(split_in_parts("et ." * 5000 + "a" * 5000 + "." * 5000, "fr")) == 1


def test_every_language_has_conjunctions() -> None:
    listed = yaml.safe_load(module._LISTS_PATH.read_text(encoding="utf-8"))

    assert set(listed) == set(RECOGNISED)
    for language, entry in listed.items():
        for word in [*entry["words"], *entry.get("glued", [])]:
            assert isinstance(word, str), language
            assert len(word.split()) == 1, (language, word)
