"""Rasa component that names the intent of a message from its features."""

from typing import Any, Dict, List, Optional, Tuple

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

from bot import softmax
from bot.softmax import Softmax
from bot.text import is_payload

WEIGHTS_FILE = "softmax.npz"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class SoftmaxClassifier(IntentClassifier, GraphComponent):
    """Logistic regression on the dense and sparse sentence features; a payload is left to Rasa."""

    def __init__(
        self,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        trained: Optional[Softmax] = None,
    ) -> None:
        """Take trained weights, or none yet."""
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self._softmax = trained

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """`strength`: inverse of the penalty; `iterations`: most steps; `ranking`: intents told."""
        return {"strength": 6.0, "iterations": 100, "ranking": 10}

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "SoftmaxClassifier":
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
    ) -> "SoftmaxClassifier":
        """A trained component."""
        with model_storage.read_from(resource) as directory:
            return cls(config, model_storage, resource, Softmax.load(directory / WEIGHTS_FILE))

    def train(self, training_data: TrainingData) -> Resource:
        """Fit the weights to the training phrases."""
        phrases = [m for m in training_data.intent_examples if m.get(TEXT) and m.get(INTENT)]
        dense, sparse = _features(phrases)
        trained = softmax.train(
            dense,
            sparse,
            [phrase.get(INTENT) for phrase in phrases],
            strength=self._config["strength"],
            iterations=self._config["iterations"],
        )
        with self._model_storage.write_to(self._resource) as directory:
            trained.save(directory / WEIGHTS_FILE)
        self._softmax = trained
        return self._resource

    def process(self, messages: List[Message]) -> List[Message]:
        """Set intent and ranking of each message."""
        assert self._softmax is not None
        for message in messages:
            # A payload must not be taken for a doubt before Rasa has read it; an empty text is one.
            certain = is_payload(message.get(TEXT) or "")
            message.set(INTENT, {"name": None, "confidence": float(certain)}, add_to_output=True)
        described = [message for message in messages if message.features]
        if described:
            rows = self._softmax.probabilities(*_features(described))
            for message, row in zip(described, rows, strict=True):
                ranking = self._ranking(row)
                message.set(INTENT, ranking[0], add_to_output=True)
                message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
        return messages

    def _ranking(self, probabilities: np.ndarray) -> List[Dict[str, Any]]:
        assert self._softmax is not None
        best = np.argsort(-probabilities)[: self._config["ranking"]]
        return [
            {"name": self._softmax.labels[label], "confidence": float(probabilities[label])}
            for label in best
        ]


def _features(messages: List[Message]) -> Tuple[np.ndarray, scipy.sparse.csr_matrix]:
    """Dense and sparse sentence features of all messages, one row a message."""
    dense = [message.get_dense_features(TEXT)[1].features for message in messages]
    sparse = [message.get_sparse_features(TEXT)[1].features for message in messages]
    return np.vstack(dense), scipy.sparse.vstack(sparse, format="csr")
