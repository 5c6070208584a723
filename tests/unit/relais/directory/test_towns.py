"""Towns are recognised however people spell them, and nothing else is taken for one."""

import pytest

from relais.directory import names_only_a_town, recognise_town


@pytest.mark.parametrize(
    ("text", "town"),
    [
        ("où trouver un dentiste à Draguignan", "Draguignan"),
        ("dentiste le muy", "Le Muy"),
        ("y a un docteur au Muy ?", "Le Muy"),
        ("je cherche une sage femme aux arcs", "Les Arcs"),
        ("kiné Les Arcs", "Les Arcs"),
        ("pas loin de trans en provence", "Trans-en-Provence"),
        ("médecin st raphael", "Saint-Raphaël"),
        ("DRAGUIGNAN", "Draguignan"),
        ("orl draguigan", "Draguignan"),
        ("je suis a Vilecroze", "Villecroze"),
        ("trans en provance svp", "Trans-en-Provence"),
        ("pediatre saint-maximin", "Saint-Maximin-la-Sainte-Baume"),
        ("doctor near Salernes", "Salernes"),
        ("hospital in nice", "Nice"),
        ("Nice", "Nice"),
        ("طبيب أسنان في دراغينيان", "Draguignan"),
        ("فين نلقا طبيب فدراقينيان", "Draguignan"),
        ("صيدلية قريبة من لورغ", "Lorgues"),
        ("tbib f Fayence", "Fayence"),
        ("طبيب بتولون", "Toulon"),
    ],
)
def test_a_town_is_recognised_in_a_message(text: str, town: str) -> None:
    assert recognise_town(text) == town


@pytest.mark.parametrize(
    "text",
    [
        "je cherche un dentiste",
        "nice to meet you",
        "thank you that is very nice",
        "pharmacie de garde ce soir",
        "j'ai mal au bras",
        "interprète langue des signes",
        "ça passe comment",
        "longue maladie",
        "mon salaire est trop bas",
        "",
        "؟؟؟",
    ],
)
def test_what_is_not_a_town_is_not_taken_for_one(text: str) -> None:
    assert recognise_town(text) is None


@pytest.mark.parametrize("text", ["et à Lorgues ?", "Draguignan", "at Salernes please", "في لورغ"])
def test_a_message_may_say_a_town_and_nothing_else(text: str) -> None:
    assert names_only_a_town(text)


@pytest.mark.parametrize("text", ["un endocrinologue à Lorgues", "bonjour", "docteur"])
def test_a_message_that_says_more_than_a_town_is_told_apart(text: str) -> None:
    assert not names_only_a_town(text)
