"""Rasa components that name the intent of a message: a quick reading, and a full one in doubt."""

from typing import Any, Dict, List, Optional, Sequence

import numpy as np
import scipy.sparse
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.readings import FullReading, WordReading
from bot.sentence_featurizer import IS_READ
from bot.text import is_payload
from bot.word_form_featurizer import KNOWN_SHARE, STRANGENESS

LABELS = "intent_labels"
WORD_SCORES = "word_scores"
MODEL_FILE = "reading.npz"
_RANKED = 10


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class WordClassifier(IntentClassifier, GraphComponent):
    """Reads the forms of the words, and says whether that was enough; a payload is left to Rasa."""

    def __init__(
        self,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        reading: Optional[WordReading] = None,
    ) -> None:
        """Take a trained reading, or none yet."""
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self._reading = reading

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """`strength`: inverse penalty; read once when at least `sure`, and `known` words in it."""
        return {"strength": 0.3, "sure": 0.8, "known": 0.5}

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "WordClassifier":
        """An untrained component."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "WordClassifier":
        """A trained component."""
        with model_storage.read_from(resource) as directory:
            return cls(config, model_storage, resource, WordReading.load(directory / MODEL_FILE))

    def train(self, training_data: TrainingData) -> Resource:
        """Fit the reading to the training phrases."""
        phrases = _labelled(training_data)
        intents = [phrase.get(INTENT) for phrase in phrases]
        self._reading = WordReading.train(_forms(phrases), intents, self._config["strength"])
        with self._model_storage.write_to(self._resource) as directory:
            self._reading.save(directory / MODEL_FILE)
        return self._resource

    def process(self, messages: List[Message]) -> List[Message]:
        """Set intent and ranking, and mark the messages that need no second reading."""
        assert self._reading is not None
        for message in messages:
            # A payload must not be taken for a doubt before Rasa has read it; an empty text is one.
            certain = is_payload(message.get(TEXT) or "")
            message.set(INTENT, {"name": None, "confidence": float(certain)}, add_to_output=True)
        described = [message for message in messages if message.features]
        if described:
            scores = self._reading.scores(_forms(described))
            probabilities = self._reading.probabilities(scores)
            for message, row, likely in zip(described, scores, probabilities, strict=True):
                _tell(message, self._reading.labels, likely)
                message.set(LABELS, self._reading.labels)
                message.set(WORD_SCORES, row)
                message.set(IS_READ, self._is_enough(message, likely))
        return messages

    def _is_enough(self, message: Message, probabilities: np.ndarray) -> bool:
        sure = probabilities.max() >= self._config["sure"]
        return bool(sure and message.get(KNOWN_SHARE) >= self._config["known"])


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class FullClassifier(IntentClassifier, GraphComponent):
    """Reads again, with sentence vectors, what the words alone did not tell."""

    def __init__(
        self,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        reading: Optional[FullReading] = None,
    ) -> None:
        """Take a trained reading, or none yet."""
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self._reading = reading

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """`multilingual`: alias of the featurizer whose vectors serve languages never seen."""
        return {"multilingual": "e5", "dimensions": 96, "strength": 0.5, "strength_alone": 10.0}

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "FullClassifier":
        """An untrained component."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "FullClassifier":
        """A trained component."""
        with model_storage.read_from(resource) as directory:
            return cls(config, model_storage, resource, FullReading.load(directory / MODEL_FILE))

    def train(self, training_data: TrainingData) -> Resource:
        """Fit the reading to the training phrases."""
        phrases = _labelled(training_data)
        self._reading = FullReading.train(
            _forms(phrases),
            _vectors(phrases),
            self._multilingual(phrases),
            [phrase.get(INTENT) for phrase in phrases],
            **{name: self._config[name] for name in ("dimensions", "strength", "strength_alone")},
        )
        with self._model_storage.write_to(self._resource) as directory:
            self._reading.save(directory / MODEL_FILE)
        return self._resource

    def process(self, messages: List[Message]) -> List[Message]:
        """Set intent and ranking of the messages that were not read well enough."""
        assert self._reading is not None
        waiting = [m for m in messages if m.features and not m.get(IS_READ)]
        if waiting:
            probabilities = self._reading.probabilities(
                np.stack([message.get(WORD_SCORES) for message in waiting]),
                _forms(waiting),
                _vectors(waiting),
                self._multilingual(waiting),
                np.array([message.get(STRANGENESS) for message in waiting]),
            )
            for message, likely in zip(waiting, probabilities, strict=True):
                _tell(message, message.get(LABELS), likely)
        return messages

    def _multilingual(self, messages: List[Message]) -> np.ndarray:
        wanted = self._config["multilingual"]
        return np.vstack([_feature(message, wanted) for message in messages])


def _labelled(training_data: TrainingData) -> List[Message]:
    return [m for m in training_data.intent_examples if m.get(TEXT) and m.get(INTENT)]


# Taken from the features themselves: Rasa's getters copy what they give.
def _forms(messages: List[Message]) -> scipy.sparse.csr_matrix:
    rows = [f.features for message in messages for f in message.features if f.is_sparse()]
    return scipy.sparse.vstack(rows, format="csr")


def _vectors(messages: List[Message]) -> np.ndarray:
    return np.vstack(
        [np.hstack([f.features for f in m.features if f.is_dense()]) for m in messages]
    )


def _feature(message: Message, origin: str) -> np.ndarray:
    return next(f.features for f in message.features if f.origin == origin)


def _tell(message: Message, labels: Sequence[str], probabilities: np.ndarray) -> None:
    """Write the likeliest intents into a message, best first."""
    best = np.argsort(-probabilities)[:_RANKED]
    ranking = [{"name": labels[n], "confidence": float(probabilities[n])} for n in best]
    message.set(INTENT, ranking[0], add_to_output=True)
    message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
