from collections.abc import Mapping, Sequence

import pytest

from relais.safety.errors import SignsUnreadableError
from relais.safety.matching import Heard, find, find_all
from relais.safety.spelling import split_words
from relais.safety.vocabulary import Vocabulary
from relais.safety.wording import WordingReader, requirements


class Desk:
    """A vocabulary and a reader of wordings, to try one wording on one message."""

    def __init__(
        self, groups: Mapping[str, Sequence[str]] | None = None, fillers: Sequence[str] = ()
    ) -> None:
        self.vocabulary = Vocabulary(fillers)
        self.reader = WordingReader(self.vocabulary.number, split_words, groups or {})

    def hear(self, message: str, pauses: bool = False) -> Heard:
        cut = split_words(message)
        readings = [self.vocabulary.read(word) for word in cut.words]
        return Heard(
            tuple(reading.likely for reading in readings),
            frozenset(place for place, reading in enumerate(readings) if reading.filler),
            cut.pauses if pauses else frozenset(),
        )

    def finds(self, wording: str, message: str) -> bool:
        compiled = self.reader.read(wording)
        return find(compiled, self.hear(message)) is not None


@pytest.mark.parametrize(
    ("wording", "message", "found"),
    [
        ("mal poitrine", "j'ai mal poitrine", True),
        ("mal poitrine", "mal à la poitrine", False),
        ("mal ... poitrine", "mal à la poitrine", True),
        ("mal ... poitrine", "mal depuis hier à la poitrine", False),
        ("mal ...6 poitrine", "mal depuis hier à la poitrine", True),
        ("mal|douleur poitrine", "douleur poitrine", True),
        ("me (a) frappe", "il me frappe", True),
        ("m (a) frappe", "il m'a frappé", True),
        ("m (a) frappe", "il m'en frappe", False),
        ("enceinte + saigne", "je saigne je suis enceinte", True),
        ("enceinte + saigne", "je suis enceinte", False),
        ("convuls*!", "elle convulse", True),
        ("j'ai mal", "jai mal", False),
        ("j'ai mal", "j'ai mal", True),
    ],
)
def test_the_small_language_means_what_it_says(wording: str, message: str, found: bool) -> None:
    assert Desk().finds(wording, message) is found


def test_fillers_may_stand_between_two_words_but_not_for_ever() -> None:
    desk = Desk(fillers=["très"])

    assert desk.finds("mal respire", "mal très très très respire")
    assert not desk.finds("mal respire", "mal très très très très respire")
    assert not desk.finds("mal respire", "mal hier respire")


def test_a_group_stands_for_any_of_its_phrases() -> None:
    desk = Desk({"cannot": ["peux plus", "arrive {not} (à)"], "not": ["pas", "plus"]})

    assert desk.finds("{cannot} respire", "je peux plus respirer")
    assert desk.finds("{cannot}|impossible respire", "j'arrive pas à respirer")
    assert desk.finds("{cannot}|impossible respire", "impossible respirer")
    assert not desk.finds("{cannot} respire", "je peux respirer")


@pytest.mark.parametrize(
    "wording",
    [
        "",
        "...",
        "(mal)",
        "{unknown}",
        "mal (de tête",
        "mal {cannot",
        "convuls*",
        "(a|b) convuls*",
        "mal poitrine!",
        "mal + ",
        "{loop} mal",
    ],
)
def test_a_wording_that_makes_no_sense_is_refused(wording: str) -> None:
    with pytest.raises(SignsUnreadableError):
        Desk({"loop": ["{loop} encore"]}).reader.read(wording)


def test_the_places_of_a_wording_leave_out_what_stands_in_its_gaps() -> None:
    desk = Desk()
    wording = desk.reader.read("avc ...8 ans")

    assert find(wording, desk.hear("un avc il respire plus 2 ans")) == (1, 6)
    assert list(find_all(wording, desk.hear("avc ans avc ans"))) == [(0, 1), (2, 3)]


def test_a_wording_does_not_step_over_a_pause_when_pauses_are_given() -> None:
    desk = Desk()
    wording = desk.reader.read("avc ...8 ans")

    assert find(wording, desk.hear("un avc. il y a 2 ans")) is not None
    assert find(wording, desk.hear("un avc. il y a 2 ans", pauses=True)) is None
    assert find(wording, desk.hear("un avc il y a 2 ans. oui", pauses=True)) is not None


def test_a_message_is_worth_a_look_when_it_holds_a_word_of_each_need() -> None:
    desk = Desk()
    common = desk.vocabulary.number("je")
    rare = desk.vocabulary.number("mourir")
    wordings = [desk.reader.read(text) for text in ("je (veux) mourir", "je tombe", "je dors")]

    assert requirements(wordings)[0] == (frozenset({rare}), frozenset({common}))
