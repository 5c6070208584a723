"""Rasa component that describes a message by the character n-grams of its consonant skeleton."""

from typing import Any, Dict, List, Optional

import rasa.shared.utils.io
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.featurizers.sparse_featurizer.sparse_featurizer import SparseFeaturizer
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.skeleton import learn_vocabulary, ngrams, skeleton, vectorise
from bot.text import is_payload

VOCABULARY_FILE = "vocabulary.json"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class SkeletonNgramFeaturizer(SparseFeaturizer, GraphComponent):
    """One sparse sentence feature of length 1, columns learnt from the training phrases."""

    def __init__(
        self,
        config: Dict[str, Any],
        name: str,
        model_storage: ModelStorage,
        resource: Resource,
        vocabulary: Optional[Dict[str, int]] = None,
    ) -> None:
        """Take the vocabulary of a trained component, or none yet."""
        super().__init__(name, config)
        self._model_storage = model_storage
        self._resource = resource
        self._vocabulary = vocabulary or {}

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """Lengths of the n-grams, and in how many phrases one has to stand to get a column."""
        return {
            **SparseFeaturizer.get_default_config(),
            "shortest": 2,
            "longest": 4,
            "in_at_least": 2,
        }

    @classmethod
    def validate_config(cls, config: Dict[str, Any]) -> None:
        """Nothing can be wrong that does not fail at once."""

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "SkeletonNgramFeaturizer":
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
    ) -> "SkeletonNgramFeaturizer":
        """A trained component."""
        with model_storage.read_from(resource) as directory:
            vocabulary = rasa.shared.utils.io.read_json_file(directory / VOCABULARY_FILE)
        return cls(config, execution_context.node_name, model_storage, resource, vocabulary)

    def train(self, training_data: TrainingData) -> Resource:
        """Learn which n-grams get a column."""
        texts = [m.get(TEXT) for m in training_data.intent_examples if m.get(TEXT)]
        counted = [self._ngrams(text) for text in texts]
        self._vocabulary = learn_vocabulary(counted, self._config["in_at_least"])
        with self._model_storage.write_to(self._resource) as directory:
            path = directory / VOCABULARY_FILE
            rasa.shared.utils.io.dump_obj_as_json_to_file(path, self._vocabulary)
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Describe the training phrases."""
        self.process(training_data.intent_examples)
        return training_data

    def process(self, messages: List[Message]) -> List[Message]:
        """Describe what people wrote."""
        written = [m for m in messages if m.get(TEXT) and not is_payload(m.get(TEXT))]
        rows = vectorise([self._ngrams(m.get(TEXT)) for m in written], self._vocabulary)
        for message, row in zip(written, rows, strict=True):
            self.add_features_to_message(None, row, TEXT, message)
        return messages

    def _ngrams(self, text: str) -> Any:
        return ngrams(skeleton(text), self._config["shortest"], self._config["longest"])
