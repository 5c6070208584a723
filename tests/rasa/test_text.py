"""Folding, sounds and consonant skeletons."""

import unittest

from bot.skeleton import skeleton
from bot.spellings import latin_words, sounded
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
        for latin, arabic in (("carte", "كارط"), ("vitale", "فيتال"), ("tbib", "طبيب")):
            self.assertEqual(skeleton(latin), skeleton(arabic))

    def test_a_word_of_vowels_still_counts(self):
        self.assertEqual(skeleton("oui"), "_")

    def test_a_number_stays(self):
        self.assertEqual(skeleton("119"), "119")


class SoundTest(unittest.TestCase):
    def test_words_written_as_they_are_heard_are_one(self):
        for spellings in (("docteur", "dokteur"), ("photo", "foto"), ("frappe", "fraper")):
            self.assertEqual(len({sounded(fold(word)) for word in spellings}), 1, spellings)

    def test_one_russian_text_in_two_alphabets_is_one(self):
        cyrillic, latin = latin_words("где мой врач"), latin_words("gde moi vrach")
        self.assertEqual([sounded(w) for w in cyrillic], [sounded(w) for w in latin])

    def test_a_number_stays_and_digits_in_a_word_are_letters(self):
        self.assertEqual([sounded(word) for word in ("3919", "wa9t")], ["3919", "wakt"])


if __name__ == "__main__":
    unittest.main()
