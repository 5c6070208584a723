import pytest

from relais.safety.spelling import Spellings, sound, sound_with_ending, split_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("J'ai mal", ("j", "ai", "mal")),
        ("can\u2019t breathe", ("cant", "breathe")),
        ("I'm", ("im",)),
        ("40cachets", ("40", "cachets")),
        ("2mois", ("2", "mois")),
        ("3andi wja3", ("andi", "wja")),
        ("doliprane1000", ("doliprane", "1000")),
        ("su1c1de", ("suicide",)),
        ("أُبِيّ", ("ابي",)),
        ("مـــوت", ("موت",)),
        ("٤١", ("41",)),
        ("s\u200bo\u00adu\u2060s", ("sous",)),
        ("Ｍourir", ("mourir",)),
        ("mоurir", ("mourir",)),
        ("cœur", ("coeur",)),
        ("мій чоловік", ("mii", "cholovik")),
        ("ya khochu umeret", ("ya", "khochu", "umeret")),
        ("я хочу умереть", ("ya", "khochu", "umeret")),
        ("він мене б’є", ("vin", "mene", "bye")),
        ("j'ai l'AME а", ("j", "ai", "l", "ame", "a")),
        ("می خواهم", ("ميخواهم",)),
        ("می\u200cخواهم", ("ميخواهم",)),
        ("!!! ...", ()),
    ],
)
def test_a_text_is_cut_into_clean_words(text: str, words: tuple[str, ...]) -> None:
    assert split_words(text).words == words


def test_the_ends_of_sentences_are_kept_as_pauses() -> None:
    assert split_words("un AVC. Il y a 2 ans, oui").pauses == {2, 7}


@pytest.mark.parametrize(
    "spellings",
    [
        ("frappé", "frape", "frappez", "frapper", "Frappée"),
        ("respirer", "respire", "respires"),
        ("battue", "batu", "battus"),
        ("mourir", "mourire", "mourrir"),
        ("saigne", "seigne", "saignes"),
        ("kouteau", "couteau", "kouto"),
        ("photo", "foto"),
        ("bghit", "bghyt"),
        ("shreb", "chreb"),
    ],
)
def test_spellings_of_one_sound_compare_equal(spellings: tuple[str, ...]) -> None:
    assert len({sound(word) for text in spellings for word in split_words(text).words}) == 1


@pytest.mark.parametrize(
    ("one", "other"), [("sang", "sans"), ("soigne", "saigne"), ("viol", "vol"), ("هدد", "هد")]
)
def test_words_that_sound_different_stay_apart(one: str, other: str) -> None:
    assert sound(one) != sound(other)


def test_an_ending_is_kept_for_the_words_that_are_looked_for_by_their_beginning() -> None:
    assert sound_with_ending("daughters").startswith(sound_with_ending("daughter"))
    assert not sound("daughters").startswith(sound_with_ending("daughter"))


def test_shortened_words_are_written_out_and_pauses_move_with_them() -> None:
    cut = Spellings({"jvai": "je vais", "yapa": "y a pas"}).cut("jvaiiii, yapa le temps")

    assert cut.words == ("je", "vais", "y", "a", "pas", "le", "temps")
    assert cut.pauses == {2}
