"""Rasa component that describes a message by the vector of a frozen sentence encoder."""

from typing import Any, Dict, List, Optional

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.shared.exceptions import InvalidConfigException
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.embeddings import ENCODERS
from bot.text import is_payload
from bot.vector_cache import VectorCache, default_cache_path

SCALE_FILE = "scale.npz"
IS_READ = "is_read"  # set on a message that was understood without a vector


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class SentenceFeaturizer(DenseFeaturizer, GraphComponent):
    """One dense sentence feature, centred and scaled with the training phrases.

    The vectors of e5 lie in one narrow cone: uncentred, all sentences look alike. Scaled, a vector
    is about `weight` long, which says how much it counts beside the other features.
    """

    def __init__(
        self,
        config: Dict[str, Any],
        name: str,
        model_storage: ModelStorage,
        resource: Resource,
        scale: Optional[Dict[str, np.ndarray]] = None,
    ) -> None:
        """Take the scale of a trained component, or none yet."""
        super().__init__(name, config)
        self._encoder = ENCODERS[config["encoder"]]()
        self._model_storage = model_storage
        self._resource = resource
        self._scale = scale

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """The encoder (`e5` or `use`) has no default worth having."""
        return {**DenseFeaturizer.get_default_config(), "encoder": None, "weight": 1.0}

    @classmethod
    def validate_config(cls, config: Dict[str, Any]) -> None:
        """Refuse an unknown encoder."""
        if config.get("encoder") not in ENCODERS:
            raise InvalidConfigException(f"encoder has to be one of {sorted(ENCODERS)}")

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "SentenceFeaturizer":
        """An untrained component."""
        return cls(config, execution_context.node_name, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "SentenceFeaturizer":
        """A trained component, its encoder warm unless training goes on with it."""
        with (
            model_storage.read_from(resource) as directory,
            np.load(directory / SCALE_FILE, allow_pickle=False) as stored,
        ):
            scale = {"mean": stored["mean"], "deviation": stored["deviation"]}
        component = cls(config, execution_context.node_name, model_storage, resource, scale)
        if not execution_context.is_finetuning:
            component._encoder.warm_up()
        return component

    @classmethod
    def fingerprint_addon(cls, config: Dict[str, Any]) -> Optional[str]:
        """Another version of an encoder gives other vectors."""
        encoder = ENCODERS.get(config.get("encoder"))
        return encoder().identity() if encoder else None

    def train(self, training_data: TrainingData) -> Resource:
        """Learn mean and deviation of each column over the training phrases."""
        vectors = self._cached_vectors(_phrases(training_data))
        self._scale = {"mean": vectors.mean(axis=0), "deviation": vectors.std(axis=0) + 1e-6}
        with self._model_storage.write_to(self._resource) as directory:
            np.savez(directory / SCALE_FILE, **self._scale)
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Describe the training phrases; their vectors are kept on disk."""
        messages = _phrases(training_data)
        self._describe(messages, self._cached_vectors(messages))
        return training_data

    def process(self, messages: List[Message]) -> List[Message]:
        """Describe what people wrote and is not understood yet; nothing is kept on disk."""
        written = [
            message
            for message in messages
            if message.get(TEXT) and not is_payload(message.get(TEXT)) and not message.get(IS_READ)
        ]
        if written:
            self._describe(written, self._encoder.encode([m.get(TEXT) for m in written]))
        return messages

    def _cached_vectors(self, messages: List[Message]) -> np.ndarray:
        cache = VectorCache(default_cache_path(), self._encoder)
        return cache.encode([message.get(TEXT) for message in messages])

    def _describe(self, messages: List[Message], vectors: np.ndarray) -> None:
        assert self._scale is not None
        weight = self._config["weight"] / np.sqrt(self._encoder.dimension)
        scaled = (vectors - self._scale["mean"]) / self._scale["deviation"] * weight
        for message, row in zip(messages, scaled.astype(np.float32), strict=True):
            self.add_features_to_message(None, row[None, :], TEXT, message)


def _phrases(training_data: TrainingData) -> List[Message]:
    return [message for message in training_data.intent_examples if message.get(TEXT)]
