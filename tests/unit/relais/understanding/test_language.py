"""Telling languages apart, and keeping the one that is known."""

import pytest

from relais.understanding import RECOGNISED, LanguageGuess, identify_language

CLEAR = [
    ("fr", "je voudrais un rendez-vous avec le dentiste"),
    ("fr", "j'arrive pas à ouvrir mon compte ameli"),
    ("fr", "chui malade jai pa de papier"),
    ("fr", "mon fils a 3ans il tousse depuis 2jours"),
    ("en", "where can i see a doctor for free"),
    ("en", "my baby is sick what do i do"),
    ("en", "i dont have papers can u help me"),
    ("ar", "أين أجد طبيب أسنان"),
    ("ar", "بغيت rendez-vous مع dentiste"),
    ("ar", "wach kayn tbib f Draguignan"),
    ("ar", "ma3andich lawra9 wach n9der ndawi"),
    ("ar", "bghit rdv m3a l'assistante sociale"),
    ("es", "necesito una cita con el médico"),
    ("pt", "onde posso encontrar um dentista"),
    ("ro", "am nevoie de un doctor pentru copil"),
    ("ru", "где найти бесплатного врача"),
    ("uk", "мені потрібен лікар"),
    ("tr", "dişim çok ağrıyor randevu almak istiyorum"),
    ("fa", "سلام، من به دکتر نیاز دارم"),
]


@pytest.mark.parametrize(("code", "text"), CLEAR)
def test_a_clear_message_is_recognised_whatever_was_spoken_before(code, text):
    for known in (None, "fr", "en", "ar"):
        assert identify_language(text, known) == LanguageGuess(code, is_sure=True)


@pytest.mark.parametrize(
    "text",
    [
        "ok",
        "OK merci",
        "2",
        "٢",
        "14h30",
        "06 39 98 00 01",
        "👍",
        "?",
        "",
        "[numéro]",
        "Draguignan",
        "Le Muy",
        "Les Arcs sur Argens",
        "Saint-Raphaël",
        "dentiste",
        "rdv dentiste",
        "oui",
        "non",
        "yes",
        "thanks",
        "salam",
        "C2S",
        "AME",
        "STOP",
        "carte vitale",
        "hello",
    ],
)
@pytest.mark.parametrize("known", ["fr", "en", "ar", "ru"])
def test_short_messages_numbers_and_places_never_change_a_known_language(text, known):
    assert identify_language(text, known).code == known


@pytest.mark.parametrize("text", ["bonjour", "merci beaucoup", "salut j'ai besoin d'aide"])
def test_a_first_greeting_may_already_tell_the_language(text):
    assert identify_language(text) == LanguageGuess("fr", is_sure=True)


@pytest.mark.parametrize("text", ["ok", "123", "", "👍", "C2S", "x@example.org", "[numéro]"])
def test_nothing_is_guessed_from_nothing(text):
    assert identify_language(text) == LanguageGuess(None, is_sure=False)


def test_a_first_word_that_tells_little_is_guessed_and_not_sure():
    assert not identify_language("vaccin").is_sure


def test_a_french_message_with_an_arabic_greeting_stays_french():
    assert identify_language("salam je veux un rendez vous avec le docteur", "fr").code == "fr"


def test_an_arabic_word_is_enough_to_tell_arabic():
    assert identify_language("شكرا", "fr") == LanguageGuess("ar", is_sure=True)


def test_numbers_with_units_are_not_taken_for_arabic_letters():
    assert identify_language("rdv 9h30 fils 3ans 7mois covid19", "fr").code == "fr"


def test_only_languages_of_the_list_are_ever_named():
    texts = ["io ho bisogno di un medico", "ich brauche einen Arzt", "qsdf jklm"]

    assert {identify_language(text).code for text in texts} <= set(RECOGNISED)


@pytest.mark.parametrize("text", ["我需要医生", "მჭირდება ექიმი", "ሐኪም እፈልጋለሁ"])
def test_an_alphabet_nobody_here_reads_tells_nothing(text):
    assert identify_language(text, "fr") == LanguageGuess("fr", is_sure=False)
    assert identify_language(text).code is None
