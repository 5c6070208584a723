"""Telling languages apart, and keeping the one that is known."""

from pathlib import Path

import pytest
import yaml

from relais.understanding import RECOGNISED, LanguageGuess, identify_language

GAZETTEER = Path(__file__).parents[4] / "data" / "gazetteers" / "place.yml"
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
    ("es", "no tengo papeles donde puedo ir al medico"),
    ("pt", "nao tenho papeis preciso de ajuda para o meu filho"),
    ("ru", "zdravstvuyte mne nuzhen vrach dlya rebenka"),
    ("uk", "dobryj den meni potriben likar dlya dytyny"),
    ("uk", "де можна отримати допомогу для мами"),
    ("ru", "где можно получить помощь для мамы"),
    ("fa", "salam man doktor mikham baraye pesaram"),
    ("fa", "man madrak nadaram koja beram"),
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


@pytest.mark.parametrize("text", ["ok", "salam", "123", "", "👍", "C2S", "a@b.example", "[numéro]"])
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


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("de", "ich brauche einen Arzt für mein Kind"),
        ("it", "buongiorno, ho bisogno di un medico per mia figlia"),
        ("pl", "potrzebuję lekarza dla dziecka"),
        ("sq", "kam nevojë për një mjek për fëmijën tim"),
        ("vi", "tôi cần gặp bác sĩ"),
        ("so", "waxaan u baahanahay dhakhtar"),
        ("hi", "mujhe doctor chahiye mera beta bimar hai"),
        ("zh", "我需要医生"),
        ("zh", "carte vitale 丢了怎么办"),
        ("ja", "医者が必要です"),
        ("ko", "의사가 필요합니다"),
        ("ka", "მჭირდება ექიმი"),
        ("hy", "ինձ բժիշկ է պետք"),
        ("am", "ሐኪም እፈልጋለሁ"),
        ("ti", "ሓኪም የድልየኒ ኣሎ"),
        ("bn", "আমার ডাক্তার দরকার"),
        ("hi", "मुझे डॉक्टर चाहिए"),
        ("ta", "எனக்கு மருத்துவர் வேண்டும்"),
        ("ur", "مجھے ڈاکٹر چاہیے"),
        ("ps", "زه ډاکټر ته اړتیا لرم"),
        ("ckb", "پێویستم بە پزیشکە"),
        ("sr", "треба ми лекар за мог сина, љубазно молим"),
        ("bg", "трябва ми лекар, нямам документи"),
    ],
)
def test_a_language_that_is_not_spoken_is_named(code, text):
    assert code not in RECOGNISED
    for known in (None, "fr"):
        assert identify_language(text, known) == LanguageGuess(code, is_sure=True)


@pytest.mark.parametrize("text", ["qsdf jklm", "asdf", "g", "xoxo", "Dr Nguyen", "Kowalski"])
@pytest.mark.parametrize("known", ["fr", "uk", "de"])
def test_a_name_or_nonsense_is_no_language(text, known):
    assert identify_language(text, known) == LanguageGuess(known, is_sure=False)


@pytest.mark.parametrize("known", RECOGNISED)
def test_no_name_of_a_town_changes_a_known_language_of_its_alphabet(known):
    towns = yaml.safe_load(GAZETTEER.read_text(encoding="utf-8"))
    names = {name for spellings in towns.values() for name in (*towns, *spellings.get("fr", ()))}
    names |= {name for spellings in towns.values() for name in spellings.get(known, ())}

    assert [name for name in sorted(names) if identify_language(name, known).code != known] == []
