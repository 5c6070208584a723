"""Folding and consonant skeletons."""

import unittest

from bot.skeleton import learn_vocabulary, ngrams, skeleton, vectorise
from bot.text import fold, is_payload, words


class FoldTest(unittest.TestCase):
    def test_accents_case_and_ligatures_do_not_matter(self):
        self.assertEqual(fold("ŒIL Été"), "oeil ete")

    def test_composed_and_decomposed_accents_are_the_same(self):
        self.assertEqual(fold("e\u0301te\u0301"), fold("été"))

    def test_arabic_spellings_of_one_word_are_the_same(self):
        for spelling in ("أسنان", "اسنان", "أَسْنَان", "أسنـــان"):
            self.assertEqual(fold(spelling), "اسنان")
        self.assertEqual(fold("مستشفى"), fold("مستشفي"))
        self.assertEqual(fold("عيادة"), fold("عياده"))

    def test_words_know_where_they_stand_in_the_original(self):
        text = "Où est l'Hôpital-Sud ?"
        self.assertEqual([w.folded for w in words(text)], ["ou", "est", "l", "hopital", "sud"])
        self.assertEqual([text[w.start : w.end] for w in words(text)][3], "Hôpital")

    def test_only_a_leading_slash_makes_a_payload(self):
        self.assertTrue(is_payload("/greet"))
        self.assertFalse(is_payload("24/7"))


class SkeletonTest(unittest.TestCase):
    def test_one_word_in_two_scripts_has_one_skeleton(self):
        self.assertEqual(skeleton("carte vitale"), skeleton("كارط فيتال"))
        self.assertEqual(skeleton("tbib"), skeleton("طبيب"))

    def test_a_word_of_vowels_still_counts(self):
        self.assertEqual(skeleton("oui"), "_")

    def test_rare_ngrams_get_no_column(self):
        counted = [ngrams(text, 2, 2) for text in ("abc", "abd")]
        self.assertEqual(set(learn_vocabulary(counted, 2)), {" a", "ab"})

    def test_rows_have_length_one_and_unknown_text_has_none(self):
        counted = [ngrams(text, 2, 3) for text in ("abc abc", "xyz")]
        rows = vectorise(counted, learn_vocabulary(counted[:1], 1))
        self.assertAlmostEqual(float((rows[0].multiply(rows[0])).sum()), 1.0, places=5)
        self.assertEqual(rows[1].nnz, 0)


if __name__ == "__main__":
    unittest.main()
