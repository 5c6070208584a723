import numpy as np

from relais.safety.ngrams import COLUMNS, read_ngrams, weighted
from relais.safety.spelling import split_words

EQUAL = np.ones(COLUMNS, np.float32)


def shared(one: str, other: str) -> float:
    """How much of one text's row the other has too, from 0 to 1."""
    rows = []
    for text in (one, other):
        row = read_ngrams(split_words(text).words)
        dense = np.zeros(COLUMNS)
        dense[row.columns] = weighted(row, EQUAL)
        rows.append(dense)
    return float(rows[0] @ rows[1] / (rows[0] @ rows[0]))


def test_a_row_is_as_long_whatever_the_length_of_the_message() -> None:
    lengths = []
    for text in ("au secours", "au secours mon père ne respire plus il est tout bleu"):
        values = weighted(read_ngrams(split_words(text).words), EQUAL)
        lengths.append(float(values @ values))

    np.testing.assert_allclose(lengths[0], lengths[1], rtol=1e-5)


def test_a_word_spelt_by_ear_keeps_most_of_its_row() -> None:
    assert shared("il m'a frappée", "il ma fraper") > 0.5
    assert shared("il m'a frappée", "bonne journée") < 0.1


def test_arabic_in_two_alphabets_has_consonants_in_common() -> None:
    assert shared("راجلي يضربني", "rajli ydrbni") > 0.1
    assert shared("راجلي يضربني", "bonjour madame") < 0.05


def test_no_words_make_an_empty_row() -> None:
    assert weighted(read_ngrams(()), EQUAL).size == 0
