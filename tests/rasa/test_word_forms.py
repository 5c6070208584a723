"""Messages as n-grams of three views of their words."""

import unittest

import numpy as np

from bot.word_forms import VIEWS, WordForms, read_forms

PHRASES = ("je cherche un docteur", "je cherche un dentiste", "où est le docteur") * 20


class WordFormsTest(unittest.TestCase):
    def setUp(self):
        self.forms = WordForms.learn([read_forms(text) for text in PHRASES])

    def test_a_row_has_the_weights_of_its_views_whatever_the_length_of_the_message(self):
        expected = sum(view.weight**2 for view in VIEWS.values())
        rows = self.forms.describe([read_forms("un docteur"), read_forms("je cherche un docteur")])
        lengths = np.asarray(rows.multiply(rows).sum(axis=1)).ravel()
        np.testing.assert_allclose(lengths, [expected, expected], rtol=1e-5)

    def test_a_word_as_it_is_heard_shares_its_columns(self):
        well, badly = self.forms.describe([read_forms("docteur"), read_forms("dokteur")])
        self.assertGreater((well.multiply(badly)).sum(), 0.9 * (well.multiply(well)).sum())

    def test_rare_ngrams_get_no_column(self):
        once = WordForms.learn([read_forms("abc"), read_forms("abd")])
        self.assertNotIn("abc", once.columns["word"])

    def test_a_message_without_a_known_word_has_an_empty_row(self):
        self.assertEqual(self.forms.describe([read_forms("☎")]).nnz, 0)

    def test_known_words_are_counted_by_their_letters(self):
        self.assertEqual(self.forms.known_share(read_forms("je cherche")), 1.0)
        self.assertEqual(self.forms.known_share(read_forms("zzzz")), 0.0)

    def test_an_alphabet_nothing_was_learnt_in_is_wholly_strange(self):
        self.assertEqual(self.forms.strangeness(read_forms("ექიმი მინდა")), 1.0)
        self.assertEqual(self.forms.strangeness(read_forms("je cherche un docteur")), 0.0)
        unknown_words = self.forms.strangeness(read_forms("chercheuse chouette"))
        self.assertTrue(0.0 < unknown_words < 1.0)


if __name__ == "__main__":
    unittest.main()
