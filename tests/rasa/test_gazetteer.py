"""Word lists in three languages."""

import unittest
from pathlib import Path

import yaml

from bot.gazetteer import Gazetteer

ROOT = Path(__file__).resolve().parents[2]


def gazetteer_of(name):
    """The word list that the bot is trained with."""
    listed = yaml.safe_load((ROOT / "data" / "gazetteers" / name).read_text(encoding="utf-8"))
    return Gazetteer(
        {code: [t for terms in by_lang.values() for t in terms] for code, by_lang in listed.items()}
    )


class MatchingTest(unittest.TestCase):
    gazetteer = Gazetteer(
        {
            "dentist": ["dentiste", "docteur des dents", "طبيب الأسنان"],
            "doctor": ["docteur", "طبيب"],
            "pass": ["PASS"],
            "hospital": ["hôpital", "مستشفى"],
        }
    )

    def codes(self, text):
        return [match.code for match in self.gazetteer.find(text)]

    def test_the_longest_term_wins(self):
        self.assertEqual(self.codes("un docteur des dents"), ["dentist"])
        self.assertEqual(self.codes("un docteur pour les dents"), ["doctor"])

    def test_only_whole_words_match(self):
        self.assertEqual(self.codes("mes doctrines"), [])

    def test_a_plural_matches_but_a_shorter_word_does_not(self):
        self.assertEqual(self.codes("des dentistes"), ["dentist"])
        self.assertEqual(self.codes("je ne peux pas"), [])

    def test_elision_and_glued_articles_are_taken_off(self):
        for text in ("l'hôpital", "lhopital", "à l' HOPITAL"):
            self.assertEqual(self.codes(text), ["hospital"], text)

    def test_arabic_clitics_are_taken_off(self):
        for text in ("المستشفى", "بالمستشفى", "للمستشفى", "والمستشفى", "فالمستشفي", "ومستشفى"):
            self.assertEqual(self.codes(text), ["hospital"], text)

    def test_the_article_inside_a_term_may_be_missing(self):
        self.assertEqual(self.codes("طبيب اسنان"), ["dentist"])

    def test_several_terms_are_found_where_they_stand(self):
        text = "docteur ou hôpital"
        found = self.gazetteer.find(text)
        self.assertEqual([text[m.start : m.end] for m in found], ["docteur", "hôpital"])

    def test_an_empty_list_finds_nothing(self):
        self.assertEqual(Gazetteer({}).find("docteur"), [])


class TrainedListsTest(unittest.TestCase):
    def test_care_is_found_in_french_english_arabic_and_arabizi(self):
        care = gazetteer_of("care_type.yml")
        for text, code in (
            ("où trouver un dentiste à Draguignan", "dentist"),
            ("is there a midwife near me", "midwife"),
            ("وين القى طبيب أسنان", "dentist"),
            ("nbghi ltbib", "general_practitioner"),
        ):
            self.assertEqual([m.code for m in care.find(text)], [code], text)

    def test_languages_are_found_by_their_names_in_several_languages(self):
        language = gazetteer_of("language.yml")
        for text, code in (
            ("parle arabe stp", "ar"),
            ("can you write in english", "en"),
            ("تكلم بالفرنسية", "fr"),
            ("hder bel3arbi", "ar"),
            ("по русски пожалуйста", "ru"),
            ("parlez-vous pachto", "ps"),
        ):
            self.assertEqual([m.code for m in language.find(text)], [code], text)

    def test_no_term_leads_to_two_codes(self):
        for name in ("care_type.yml", "language.yml"):
            listed = yaml.safe_load(
                (ROOT / "data" / "gazetteers" / name).read_text(encoding="utf-8")
            )
            gazetteer = gazetteer_of(name)
            for code, by_language in listed.items():
                for term in (t for terms in by_language.values() for t in terms):
                    self.assertEqual([m.code for m in gazetteer.find(term)], [code], term)


if __name__ == "__main__":
    unittest.main()
