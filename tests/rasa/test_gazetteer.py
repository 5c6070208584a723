"""Word lists in ten languages."""

import unittest
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml

from bot.gazetteer import Gazetteer
from bot.refusals import without_refused
from bot.word_lists import read_word_list

ROOT = Path(__file__).resolve().parents[2]


def listed(name):
    """The terms of each code by language."""
    return read_word_list(
        ROOT / "data" / "gazetteers" / name,
        lambda path: yaml.safe_load(path.read_text(encoding="utf-8")),
    )


@cache
def gazetteer_of(name):
    """The word list that the bot is trained with."""
    return Gazetteer(listed(name))


class MatchingTest(unittest.TestCase):
    gazetteer = Gazetteer(
        {
            "dentist": {"fr": ["dentiste", "docteur des dents"], "ar": ["طبيب الأسنان"]},
            "doctor": {"fr": ["docteur"], "ar": ["طبيب"]},
            "pass": {"fr": ["PASS"]},
            "hospital": {"fr": ["hôpital"], "ar": ["مستشفى"]},
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


class InflectionTest(unittest.TestCase):
    """What may be attached to a word is up to the language of its term."""

    def found(self, language, term, text):
        return bool(Gazetteer({"it": {language: [term]}}).find(text))

    def assert_forms(self, language, term, forms, others):
        for text in forms:
            self.assertTrue(self.found(language, term, text), text)
        for text in others:
            self.assertFalse(self.found(language, term, text), text)

    def test_spanish_and_portuguese_plural_and_gender(self):
        self.assert_forms("es", "enfermera", ["enfermero", "Enfermeras"], ["enfermedad", "enferma"])
        self.assert_forms("pt", "hospital", ["hospitais", "hospital"], ["hospitalidade"])
        self.assert_forms("pt", "injeção", ["injeções", "injecao"], ["inje"])

    def test_romanian_article_and_cases(self):
        self.assert_forms("ro", "dentist", ["dentistul", "dentistului", "dentiști"], ["dentiție"])
        self.assert_forms("ro", "farmacie", ["farmacia", "farmaciei", "farmacii"], ["farmec"])

    def test_russian_cases_in_either_script(self):
        forms = ["стоматолога", "к стоматологу", "stomatologu", "stomatologa"]
        self.assert_forms("ru", "стоматолог", forms, ["стоматит", "том", "stomata"])
        self.assert_forms(
            "ru", "зубной врач", ["зубного врача", "зубному врачу"], ["зубной щёткой"]
        )

    def test_ukrainian_cases_in_either_script(self):
        self.assert_forms("uk", "аптека", ["аптеку", "аптеки", "apteku"], ["апатія"])
        self.assert_forms("uk", "соціальний працівник", ["соціального працівника"], ["соціально"])

    def test_turkish_suffixes_one_after_another(self):
        forms = ["dişçiye", "disciden", "dişçilerden", "dişçim", "dişçi'ye"]
        self.assert_forms("tr", "dişçi", forms, ["dis", "disiplin", "dış"])
        self.assert_forms("tr", "gözlük", ["gözlüğüm", "gozlugumu"], ["göz", "gözle"])
        self.assert_forms("tr", "doktor", ["doktoruna", "doktorlar"], ["doktrin"])

    def test_persian_endings_and_its_latin_spellings(self):
        forms = ["بیمارستان‌ها", "بیمارستانی", "بیمارستان", "بيمارستان"]
        self.assert_forms("fa", "بیمارستان", forms, ["بیمار"])
        forms = ["bimarestun", "bimaarestan", "bimarestane"]
        self.assert_forms("fa", "bimarestan", forms, ["brimstone", "bimar"])

    def test_a_short_russian_word_is_not_read_into_latin_letters(self):
        self.assert_forms("ru", "лор", ["лора", "к лору"], ["lor", "lors", "pour lor"])
        self.assert_forms("ru", "баня", ["баню"], ["bana", "bani"])


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

    def assert_found(self, name, expected):
        for text, code in expected:
            codes = [match.code for match in gazetteer_of(name).find(text)]
            self.assertEqual(codes, [code] if code else [], text)

    def test_care_is_found_in_spanish_and_portuguese(self):
        self.assert_found(
            "care_type.yml",
            (
                ("me duelen las muelas", "dentist"),
                ("quiero hablar con la enfermera", "nurse"),
                ("donde me ponen las vacunas", "vaccination_centre"),
                ("nada que hacer", None),
                ("o menino precisa de pediatra", "paediatrician"),
                ("marcar fisioterapia", "physiotherapist"),
                ("quero deixar de fumar", "smoking_cessation"),
            ),
        )

    def test_care_is_found_in_romanian_and_turkish(self):
        self.assert_found(
            "care_type.yml",
            (
                ("programare la doctorul de ochi", "ophthalmologist"),
                ("unde este moașa", "midwife"),
                ("cartea care e pe masă", None),
                ("m-am dus acasă", None),
                ("dişim ağrıyor", "dentist"),
                ("kadın doğumcuya gitmek istiyorum", "gynaecologist"),
                ("eczaneler açık mı", "pharmacy"),
                ("bana yardım edin", None),
                ("gözün aydın", None),
            ),
        )

    def test_care_is_found_in_russian_and_ukrainian_in_either_script(self):
        self.assert_found(
            "care_type.yml",
            (
                ("запишите меня к детскому врачу", "paediatrician"),
                ("где ближайшая аптека", "pharmacy"),
                ("нужны прививки ребёнку", "vaccination_centre"),
                ("ishchu psihologa", "psychologist"),
                ("спасибо большое", None),
                ("потрібен окуліст для мами", "ophthalmologist"),
                ("де здати аналізи", "medical_laboratory"),
                ("likar treba", "general_practitioner"),
            ),
        )

    def test_care_is_found_in_persian_and_dari(self):
        self.assert_found(
            "care_type.yml",
            (
                ("دندانم درد میکند", "dentist"),
                ("داکتر نسائی کجاست", "gynaecologist"),
                ("دواخانه", "pharmacy"),
                ("vaght baraye dandoonpezeshk", "dentist"),
                ("چشم حتما", None),
            ),
        )

    def test_a_doctor_of_something_is_that_specialist(self):
        self.assert_found(
            "care_type.yml",
            (
                ("un médecin pour la peau", "dermatologist"),
                ("доктор который лечит зубы", "dentist"),
                ("les urgences de l'hôpital", "emergency_department"),
                ("l'hôpital, côté urgences", "emergency_department"),
            ),
        )

    def test_words_of_one_language_are_not_care_in_another(self):
        self.assert_found(
            "care_type.yml",
            tuple(
                (text, None)
                for text in (
                    *("une demande d'asile", "appelez les pompiers", "j'ai des fourmis"),
                    *("mama arrive demain", "ماما وصلت", "multumesc frumos", "its not that"),
                    *("i lost it, urgent", "sigortam kesildi", "أسكن في القرية", "هذا الكلام"),
                )
            ),
        )

    def test_languages_are_found_in_the_words_of_each_language(self):
        self.assert_found(
            "language.yml",
            (
                ("говорите по-русски", "ru"),
                ("пишіть українською", "uk"),
                ("Türkçe konuş", "tr"),
                ("فارسی حرف بزن", "fa"),
                ("darija svp", "ar"),
                ("¿habla árabe?", "ar"),
                ("vorbiți românește", "ro"),
                ("pode falar português", "pt"),
                ("по-тигринья", "ti"),
                ("kürtçe biliyor musun", "ku"),
                ("грузинською можна", "ka"),
                ("پشتو گپ بزن", "ps"),
                ("auf Deutsch", "de"),
            ),
        )

    def test_a_language_that_is_refused_is_not_asked_for(self):
        for text, codes in (
            ("je parle pas français, arabe stp", ["ar"]),
            ("no entiendo francés, español", ["es"]),
            ("не понимаю французский пишите по-русски", ["ru"]),
            ("fransızca bilmiyorum türkçe yaz", ["tr"]),
            ("فرانسه بلد نیستم فارسی بگو", ["fa"]),
            ("ma nefhemch français, hder b darija", ["ar"]),
            ("ما كنعرفش العربية، كتب بالفرنسية", ["fr"]),
            ("ma femme comprend que le turc", ["tr"]),
            ("je ne parle pas français", []),
            ("english please", ["en"]),
        ):
            found = without_refused(text, gazetteer_of("language.yml").find(text))
            self.assertEqual([match.code for match in found], codes, text)

    def test_every_care_type_has_terms_in_all_ten_languages(self):
        for code, by_language in listed("care_type.yml").items():
            languages = {"fr", "en", "ar", "es", "pt", "ro", "ru", "uk", "tr", "fa"}
            self.assertEqual(languages - by_language.keys(), set(), code)

    def test_a_file_with_an_unknown_code_is_refused(self):
        files = {"words.yml": {"dentist": {"fr": ["dentiste"]}}, "es.yml": {"dentits": ["muela"]}}
        with TemporaryDirectory() as directory:
            path = Path(directory) / "words.yml"
            (Path(directory) / "words").mkdir()
            for file in (path, path.with_suffix("") / "es.yml"):
                file.touch()
            with self.assertRaises(ValueError):
                read_word_list(path, lambda file: files[file.name])

    def test_no_term_leads_to_two_codes(self):
        for name in ("care_type.yml", "language.yml"):
            for code, by_language in listed(name).items():
                for term in (t for terms in by_language.values() for t in terms):
                    found = [match.code for match in gazetteer_of(name).find(term)]
                    self.assertEqual(found, [code], term)


if __name__ == "__main__":
    unittest.main()
