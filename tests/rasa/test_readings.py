"""Reading a message by its words, and by its words and its meaning."""

import tempfile
import unittest
from pathlib import Path

import numpy as np
import scipy.sparse

from bot.readings import FullReading, WordReading, log_softmax

INTENTS = ["find_care", "greet", "thank"]
LABELS = [intent for intent in INTENTS for _ in range(20)]
FORMS = scipy.sparse.csr_matrix(np.repeat(np.eye(3, dtype=np.float32), 20, axis=0))
VECTORS = np.repeat(np.array([[3, -3, 0], [-3, 0, 3], [0, 3, -3]], np.float32), 20, axis=0)
STRANGE, FAMILIAR = np.array([1.0]), np.array([0.0])


def trained():
    words = WordReading.train(FORMS, LABELS, strength=1.0)
    full = FullReading.train(
        FORMS, VECTORS, VECTORS[:, :2], LABELS, dimensions=2, strength=1.0, strength_alone=10.0
    )
    return words, full


class ReadingsTest(unittest.TestCase):
    def test_words_tell_the_intent(self):
        words, _ = trained()
        likely = words.probabilities(words.scores(FORMS[[0, 59]]))
        self.assertEqual([words.labels[n] for n in likely.argmax(axis=1)], ["find_care", "thank"])
        np.testing.assert_allclose(likely.sum(axis=1), 1.0, rtol=1e-6)

    def test_familiar_words_and_vectors_are_read_together_and_strange_words_not_at_all(self):
        words, full = trained()
        says_thank, means_care = FORMS[[59]], VECTORS[:1]
        scores = words.scores(says_thank)

        def care(strangeness):
            given = (scores, says_thank, means_care, means_care[:, :2], strangeness)
            return full.probabilities(*given)[0, words.labels.index("find_care")]

        self.assertLess(care(FAMILIAR), 0.7)
        self.assertGreater(care(STRANGE), 0.9)

    def test_what_is_saved_reads_the_same(self):
        words, full = trained()
        given = (words.scores(FORMS), FORMS, VECTORS, VECTORS[:, :2], np.zeros(60))
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "reading.npz"
            words.save(path)
            again = WordReading.load(path)
            self.assertEqual(again.labels, words.labels)
            np.testing.assert_allclose(again.scores(FORMS), words.scores(FORMS), atol=0.01)
            full.save(path)
            np.testing.assert_allclose(
                FullReading.load(path).probabilities(*given), full.probabilities(*given), atol=0.01
            )

    def test_large_scores_do_not_overflow(self):
        np.testing.assert_allclose(np.exp(log_softmax(np.array([[9000.0, 0.0]]))), [[1.0, 0.0]])


if __name__ == "__main__":
    unittest.main()
