"""Writing French in the alphabet of text messages."""

import pytest

from relais.replies.plain import GSM_ALPHABET, plain_spaces, spare_accents


@pytest.mark.parametrize(
    ("text", "spared"),
    [
        ("Même âge, même goût, reçu à Noël", "Meme age, meme gout, recu à Noel"),
        ("l’œuvre du cœur…", "l'oeuvre du coeur..."),
        ("« oui » — non – peut-être", '"oui" - non - peut-etre'),
        ("“oui” ‘non’", "\"oui\" 'non'"),
        ("déjà là où l'été", "déjà là où l'été"),
        ("À Évry, ÊTRE", "A Évry, ETRE"),
        ("14\u00a0h\u202f30", "14 h 30"),
        ("mot\u00adcoupé\u200b", "motcoupé"),
        ("e\u0301te\u0301", "été"),
        ("10 € [prix]", "10 € [prix]"),
    ],
)
def test_each_character_gives_way_to_its_neighbour(text, spared):
    assert spare_accents(text) == spared
    assert set(spared) <= GSM_ALPHABET


@pytest.mark.parametrize("text", ["اتصل الآن… «نعم»", "Привет, ça va ?", "ça va 👍"])
def test_a_text_that_cannot_be_spared_keeps_all_its_characters(text):
    assert spare_accents(text) == text


def test_spaces_become_plain_in_any_language():
    assert plain_spaces("2:00\u202fPM\u00a0نعم") == "2:00 PM نعم"
