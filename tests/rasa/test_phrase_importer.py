"""Training phrases on their way into Rasa."""

import copy
import tempfile
import unittest
from pathlib import Path

import numpy as np
from rasa.shared.importers.importer import TrainingDataImporter
from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, INTENT, TEXT
from rasa.shared.nlu.training_data.features import Features

from bot.phrase_importer import Phrase, PhraseImporter, PhrasesUnreadableError, read_phrases

ROOT = Path(__file__).resolve().parents[2]
FRENCH = str(ROOT / "data" / "nlu" / "fr")


def told(importer):
    """Text and intent of each phrase."""
    return {(m.get(TEXT), m.get(INTENT)) for m in importer.get_nlu_data().intent_examples}


class PhraseImporterTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = Path(folder.name) / "phrases.yml"

    def read(self, text):
        self.path.write_text(text, encoding="utf-8")
        return [(p.get(INTENT), p.get(TEXT)) for p in read_phrases(self.path)]

    def test_it_reads_the_same_phrases_as_rasa_itself(self):
        ours, rasas = PhraseImporter(None, None, [FRENCH]), RasaFileImporter(None, None, [FRENCH])
        self.assertGreater(len(told(ours)), 1000)
        self.assertEqual(told(ours), told(rasas))

    def test_the_configuration_uses_it_and_rules_are_still_read(self):
        importer = TrainingDataImporter.load_from_config(
            str(ROOT / "config.yml"), str(ROOT / "domain"), [str(ROOT / "data")]
        )
        phrases = [m for m in importer.get_nlu_data().training_examples if m.get(TEXT)]
        self.assertTrue(all(isinstance(phrase, Phrase) for phrase in phrases))
        self.assertGreater(len(importer.get_stories().story_steps), 20)

    def test_a_bullet_is_a_phrase_and_anything_else_is_refused(self):
        start = 'version: "3.1"\nnlu:\n- intent: greet\n  examples: |\n'
        self.assertEqual(self.read(start + "    - bonjour - là\n"), [("greet", "bonjour - là")])
        for wrong in (
            start + "    bonjour\n",
            start.replace("intent", "synonym"),
            "nlu: []\n",
            'version: "3.1"\nnlu:\nresponses: {}\n',
            "nlu: [\n",
        ):
            with self.subTest(wrong), self.assertRaises(PhrasesUnreadableError):
                self.read(wrong)

    def test_a_copy_has_no_features_and_changes_nothing_of_the_first(self):
        phrase = Phrase({TEXT: "bonjour", INTENT: "greet"})
        phrase.add_features(Features(np.zeros((1, 2)), FEATURE_TYPE_SENTENCE, TEXT, "any"))
        other = copy.deepcopy(phrase)
        other.set(INTENT, "thank")
        self.assertEqual((phrase.get(INTENT), other.features), ("greet", []))
        self.assertNotEqual(phrase, other)


if __name__ == "__main__":
    unittest.main()
