"""Vectors of sentences: cached between trainings, centred, and never written at run time."""

import os
import tempfile
import unittest
from pathlib import Path

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.embeddings import E5Encoder, UseEncoder
from bot.sentence_featurizer import SentenceFeaturizer
from bot.vector_cache import VectorCache

PHRASES = ("où trouver un dentiste", "je veux un rendez-vous", "bonjour", "أريد طبيب", "merci")


class CountingEncoder(UseEncoder):
    """Notes which texts were really encoded."""

    def __init__(self):
        super().__init__()
        self.encoded = []

    def _run(self, texts):
        self.encoded += texts
        return super()._run(texts)


class VectorCacheTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = Path(folder.name) / "embeddings" / "vectors.sqlite"

    def test_a_text_is_encoded_once_over_two_trainings(self):
        first = VectorCache(self.path, CountingEncoder()).encode(PHRASES[:2])
        encoder = CountingEncoder()
        second = VectorCache(self.path, encoder).encode(PHRASES[:3])
        self.assertEqual(encoder.encoded, [PHRASES[2]])
        np.testing.assert_array_equal(first, second[:2])

    def test_repeated_phrases_keep_their_rows(self):
        encoder = CountingEncoder()
        vectors = VectorCache(self.path, encoder).encode(["merci", "bonjour", "merci"])
        np.testing.assert_array_equal(vectors[0], vectors[2])
        self.assertEqual(len(encoder.encoded), 2)

    def test_encoders_do_not_share_vectors(self):
        VectorCache(self.path, UseEncoder()).encode(PHRASES)
        vectors = VectorCache(self.path, E5Encoder()).encode(PHRASES)
        self.assertEqual(vectors.shape, (len(PHRASES), 384))

    def test_no_phrase_stands_in_the_file(self):
        VectorCache(self.path, UseEncoder()).encode(PHRASES)
        self.assertNotIn(b"dentiste", self.path.read_bytes())

    def test_shipped_vectors_spare_the_encoding_and_are_nearly_the_same(self):
        folder = self.path.parent / "shipped"
        vectors = VectorCache(self.path, UseEncoder(), folder).encode(PHRASES)
        VectorCache(self.path, UseEncoder(), folder).ship(PHRASES)
        encoder = CountingEncoder()
        other = VectorCache(self.path.with_name("other.sqlite"), encoder, folder)
        shipped = other.encode([*PHRASES, "nouvelle phrase"])[: len(PHRASES)]
        self.assertEqual(encoder.encoded, ["nouvelle phrase"])
        likeness = (vectors * shipped).sum(axis=1) / np.linalg.norm(shipped, axis=1)
        self.assertGreater(likeness.min(), 0.999)


class EncoderTest(unittest.TestCase):
    def test_a_short_text_said_again_is_not_encoded_again(self):
        encoder = CountingEncoder()
        encoder.encode(["merci"])
        encoder.encode(["merci"])
        self.assertEqual(encoder.encoded, ["merci"])

    def test_a_long_text_is_not_held_in_memory(self):
        encoder = CountingEncoder()
        text = "je voudrais savoir " * 5
        encoder.encode([text])
        encoder.encode([text])
        self.assertEqual(len(encoder.encoded), 2)


class SentenceFeaturizerTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        before = os.environ.get("RELAIS_DATA_DIR")
        os.environ["RELAIS_DATA_DIR"] = str(self.folder)
        self.addCleanup(self.restore, before)
        self.config = {**SentenceFeaturizer.get_default_config(), "encoder": "use", "weight": 2.0}
        (self.folder / "model").mkdir()
        self.storage = LocalModelStorage(self.folder / "model")
        self.context = ExecutionContext(GraphSchema({}), node_name="use")

    @staticmethod
    def restore(before):
        if before is None:
            del os.environ["RELAIS_DATA_DIR"]
        else:
            os.environ["RELAIS_DATA_DIR"] = before

    def trained(self):
        component = SentenceFeaturizer.create(
            self.config, self.storage, Resource("use"), self.context
        )
        data = TrainingData([Message({TEXT: text, INTENT: "any"}) for text in PHRASES])
        component.train(data)
        return component, component.process_training_data(data)

    @staticmethod
    def matrix(messages):
        return np.vstack([m.get_dense_features(TEXT)[1].features for m in messages])

    def test_columns_are_centred_and_scaled_over_the_training_phrases(self):
        _, data = self.trained()
        rows = self.matrix(data.intent_examples)
        np.testing.assert_allclose(rows.mean(axis=0), 0, atol=1e-5)
        np.testing.assert_allclose(rows.std(axis=0) * np.sqrt(512), 2.0, rtol=1e-2)

    def test_a_loaded_component_gives_the_same_features(self):
        _, data = self.trained()
        loaded = SentenceFeaturizer.load(self.config, self.storage, Resource("use"), self.context)
        again = loaded.process([Message({TEXT: text}) for text in PHRASES])
        by_text = {m.get(TEXT): row for m, row in zip(again, self.matrix(again), strict=True)}
        for message, row in zip(
            data.intent_examples, self.matrix(data.intent_examples), strict=True
        ):
            np.testing.assert_allclose(row, by_text[message.get(TEXT)], atol=1e-3)

    def test_what_people_write_is_not_kept_on_disk(self):
        component, _ = self.trained()
        path = self.folder / "embeddings" / "vectors.sqlite"
        before = path.read_bytes()
        component.process([Message({TEXT: "mon secret à moi"})])
        self.assertEqual(path.read_bytes(), before)

    def test_a_payload_costs_no_encoding(self):
        component, _ = self.trained()
        (message,) = component.process([Message({TEXT: '/find_care{"care_type": "dentist"}'})])
        self.assertEqual(message.features, [])


if __name__ == "__main__":
    unittest.main()
