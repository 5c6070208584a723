"""Which choice an answer means, and above all when it means none."""

import pytest

from relais.replies import OfferedChoice, match_choice

OFFERED = [
    OfferedChoice(1, "Oui", "/affirm"),
    OfferedChoice(2, "Parler à une personne", "/talk_to_person"),
    OfferedChoice(3, "لا", "/deny"),
]


@pytest.mark.parametrize(
    "text",
    [
        "2",
        " 2. ",
        "2)",
        "(2)",
        "n°2",
        "le 2",
        "Le 2 svp",
        "choix 2",
        "number 2 please",
        "02",
        "٢",
        "۲",
        "２",
        "②",
        "2️⃣",
        "رقم ٢",
        "deux",
        "TWO",
        "اثنان",
        "2!",
    ],
)
def test_a_number_picks_its_choice_however_it_is_written(text):
    assert match_choice(text, OFFERED) == "/talk_to_person"


@pytest.mark.parametrize(
    ("text", "payload"),
    [
        ("oui", "/affirm"),
        ("OUI !", "/affirm"),
        ("parler a une personne", "/talk_to_person"),
        ("Parler  à une personne.", "/talk_to_person"),
        ("لَا", "/deny"),
    ],
)
def test_the_words_of_a_label_pick_it(text, payload):
    assert match_choice(text, OFFERED) == payload


@pytest.mark.parametrize(
    "text",
    [
        "2 enfants",
        "j'ai 2 enfants",
        "2 3",
        "2 ou 3",
        "12",
        "0",
        "4",
        "-",
        "",
        "👍",
        "1/2",
        "2,5",
        "oui mais demain",
        "personne",
        "14h",
        "1" * 5000,
        "merci",
        "le",
    ],
)
def test_anything_more_or_else_picks_nothing(text):
    assert match_choice(text, OFFERED) is None


def test_two_choices_with_the_same_label_need_a_number():
    offered = [OfferedChoice(1, "Dentiste", "/a"), OfferedChoice(2, "dentiste", "/b")]

    assert match_choice("dentiste", offered) is None
    assert match_choice("2", offered) == "/b"


def test_a_label_that_is_a_number_word_wins_over_the_number():
    offered = [OfferedChoice(1, "Deux", "/two"), OfferedChoice(2, "Un", "/one")]

    assert match_choice("un", offered) == "/one"


def test_choices_as_stored_with_a_conversation_are_understood():
    assert match_choice("1", [choice.as_json() for choice in OFFERED]) == "/affirm"


def test_nothing_offered_picks_nothing():
    assert match_choice("1", []) is None


@pytest.mark.parametrize("word", ["plus", "Encore !", "more", "another", "المزيد", "أكثر"])
def test_more_is_understood_where_more_is_offered(word: str) -> None:
    more = OfferedChoice(1, "Voir un autre lieu", "/more_places")
    booking = OfferedChoice(2, "Prendre un rendez-vous", "/book_appointment")

    assert match_choice(word, [more, booking]) == "/more_places"
    assert match_choice(word, [booking]) is None


@pytest.mark.parametrize(
    "text",
    [
        *("dos", "el dos por favor", "dois", "doi", "два", "дві", "dva", "iki", "دو", "jouj"),
        *(
            "le deuxième",
            "the second",
            "la segunda",
            "второй",
            "второе пожалуйста",
            "الثاني",
            "ikinci",
        ),
        *("номер 2", "numara 2 lütfen", "شماره ۲", "گزینه ۲", "opção 2"),
    ],
)
def test_a_number_is_understood_in_every_language_people_write(text):
    assert match_choice(text, OFFERED) == "/talk_to_person"


MEANINGS = [
    OfferedChoice(1, "Comprendre l'AME", "/ask_ame"),
    OfferedChoice(2, "Comprendre la C2S", "/ask_c2s"),
    OfferedChoice(3, "Les papiers à donner", "/ask_required_documents"),
    OfferedChoice(4, "Autre chose", "/none_of_these"),
]


@pytest.mark.parametrize(
    ("text", "payload"),
    [
        ("ame", "/ask_ame"),
        ("AME svp", "/ask_ame"),
        ("la c2s", "/ask_c2s"),
        ("les papiers", "/ask_required_documents"),
        ("PAPIERS !", "/ask_required_documents"),
        ("autre", "/none_of_these"),
        ("comprendre", None),  # two labels have it
        ("les", None),  # tells nothing
        ("papiers ame", None),  # of two labels
        ("papiers pour mon fils", None),  # says more
        ("", None),
    ],
)
def test_among_meanings_a_word_of_one_label_is_enough(text, payload):
    assert match_choice(text, MEANINGS) == payload


def test_elsewhere_a_word_of_a_label_is_a_message_of_its_own():
    assert match_choice("ame", MEANINGS[:3]) is None


def test_a_meaning_is_named_in_arabic_letters_too():
    offered = [
        OfferedChoice(1, "بطاقة فيتال", "/ask_health_card"),
        OfferedChoice(2, "شيء آخر", "/none_of_these"),
    ]

    assert match_choice("فيتال", offered) == "/ask_health_card"


def test_a_label_in_two_languages_is_picked_by_either():
    offered = [OfferedChoice(1, "Oui / Yes", "/affirm"), OfferedChoice(2, "Non / No", "/deny")]

    assert [match_choice(text, offered) for text in ("oui", "YES", "no", "oui yes", "maybe")] == [
        *("/affirm", "/affirm", "/deny", "/affirm", None),
    ]
