import pytest

from relais.safety.errors import SignsUnreadableError
from relais.safety.vocabulary import Vocabulary


@pytest.mark.parametrize(
    ("written", "texted", "heard"),
    [
        ("frappe", "frape", True),
        ("frappe", "frappaient", False),
        ("respir*", "respirait", True),
        ("respir*", "inspirait", False),
        ("*ntihar", "lintihar", True),
        ("*ntihar", "ntiharat", False),
        ("*ضرب*", "كيضربني", True),
        ("ضرب", "كيضربني", False),
        ("موت", "والموت", True),
        ("~nmout", "nmoute", True),
        ("~nmout", "nemot", True),
        ("~nmout", "nmoutha", False),
    ],
)
def test_a_word_of_a_wording_stands_for_what_its_marks_say(
    written: str, texted: str, heard: bool
) -> None:
    vocabulary = Vocabulary()
    number = vocabulary.number(written)

    assert (number in vocabulary.read(texted).sure) is heard


@pytest.mark.parametrize("texted", ["khochu", "hochu"])
def test_a_cyrillic_word_is_heard_in_the_latin_spellings_people_use(texted: str) -> None:
    vocabulary = Vocabulary()
    number = vocabulary.number("хочу")

    assert number in vocabulary.read(texted).sure


def test_one_latin_spelling_of_two_cyrillic_words_stands_for_both() -> None:
    vocabulary = Vocabulary()
    numbers = {vocabulary.number("гора"), vocabulary.number("хора")}

    assert vocabulary.read("hora").sure == numbers


def test_a_cyrillic_word_keeps_its_spellings_after_its_latin_twin() -> None:
    vocabulary = Vocabulary()

    assert vocabulary.number("khochu") == vocabulary.number("хочу")
    assert vocabulary.number("хочу") in vocabulary.read("hochu").sure


def test_the_same_word_has_the_same_number_however_it_is_spelt() -> None:
    vocabulary = Vocabulary()

    assert vocabulary.number("Étouffé") == vocabulary.number("etoufe")
    assert vocabulary.number("étouff*") != vocabulary.number("étouffé")


@pytest.mark.parametrize("texted", ["inconcient", "inconsient", "inkonscien", "inconscietn"])
def test_a_forgiven_word_is_heard_with_one_slip_but_not_for_sure(texted: str) -> None:
    vocabulary = Vocabulary()
    number = vocabulary.number("inconscient")
    vocabulary.forgive("inconscient")

    reading = vocabulary.read(texted)

    assert number in reading.likely
    assert number not in reading.sure


def test_a_word_that_is_not_forgiven_must_be_right() -> None:
    vocabulary = Vocabulary()
    vocabulary.number("étrangle")

    assert vocabulary.read("etrangke").likely == frozenset()


def test_an_ordinary_word_is_never_taken_for_a_slip() -> None:
    vocabulary = Vocabulary(ordinary_words=["étranger"])
    number = vocabulary.number("étrangl*")
    vocabulary.forgive("étrangl*")

    assert number in vocabulary.read("etrangkait").likely
    assert number not in vocabulary.read("etranger").likely


def test_fillers_are_marked() -> None:
    vocabulary = Vocabulary(fillers=["très"])

    assert vocabulary.read("tres").filler
    assert not vocabulary.read("mal").filler


@pytest.mark.parametrize("written", ["", "*", "a*", "~ama", "deux mots", "!"])
def test_a_word_that_would_match_anything_is_refused(written: str) -> None:
    with pytest.raises(SignsUnreadableError):
        Vocabulary().number(written)


@pytest.mark.parametrize("written", ["never", "*mout", "mal"])
def test_only_long_words_of_the_wordings_can_be_forgiven_a_slip(written: str) -> None:
    vocabulary = Vocabulary()
    vocabulary.number("mal")

    with pytest.raises(SignsUnreadableError):
        vocabulary.forgive(written)
