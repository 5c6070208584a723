"""Rasa component that describes a message by the forms of its words."""

from typing import Any, Dict, List, Optional

import numpy as np
import rasa.shared.utils.io
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.featurizers.sparse_featurizer.sparse_featurizer import SparseFeaturizer
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.text import is_payload
from bot.word_forms import WordForms, read_forms

KNOWN_SHARE = "known_share"
STRANGENESS = "strangeness"
_FORMS = "word_forms"
VOCABULARY_FILE = "vocabulary.json"
RARITY_FILE = "rarity.npy"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class WordFormFeaturizer(SparseFeaturizer, GraphComponent):
    """One sparse sentence feature, and the share of a message's words that are known."""

    def __init__(
        self,
        config: Dict[str, Any],
        name: str,
        model_storage: ModelStorage,
        resource: Resource,
        forms: Optional[WordForms] = None,
    ) -> None:
        """Take the columns of a trained component, or none yet."""
        super().__init__(name, config)
        self._model_storage = model_storage
        self._resource = resource
        self._forms = forms

    @classmethod
    def validate_config(cls, config: Dict[str, Any]) -> None:
        """Nothing to set: the views are in bot/word_forms.py."""

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "WordFormFeaturizer":
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
    ) -> "WordFormFeaturizer":
        """A trained component."""
        with model_storage.read_from(resource) as directory:
            vocabulary = rasa.shared.utils.io.read_json_file(directory / VOCABULARY_FILE)
            rarity = np.load(directory / RARITY_FILE, allow_pickle=False)
        forms = WordForms(vocabulary["columns"], rarity, vocabulary["letters"])
        return cls(config, execution_context.node_name, model_storage, resource, forms)

    def train(self, training_data: TrainingData) -> Resource:
        """Learn which n-grams get a column, and how much each counts."""
        phrases = [m for m in training_data.intent_examples if m.get(TEXT)]
        for phrase in phrases:  # read once, for `process_training_data` too
            phrase.set(_FORMS, read_forms(phrase.get(TEXT)))
        self._forms = WordForms.learn([phrase.get(_FORMS) for phrase in phrases])
        with self._model_storage.write_to(self._resource) as directory:
            vocabulary = {"columns": self._forms.columns, "letters": sorted(self._forms.letters)}
            rasa.shared.utils.io.dump_obj_as_json_to_file(directory / VOCABULARY_FILE, vocabulary)
            np.save(directory / RARITY_FILE, self._forms.rarity)
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Describe the training phrases."""
        self.process(training_data.intent_examples)
        return training_data

    def process(self, messages: List[Message]) -> List[Message]:
        """Describe what people wrote."""
        assert self._forms is not None
        written = [m for m in messages if m.get(TEXT) and not is_payload(m.get(TEXT))]
        read = [m.data.pop(_FORMS, None) or read_forms(m.get(TEXT)) for m in written]
        rows = self._forms.describe(read)
        for message, row, forms in zip(written, rows, read, strict=True):
            self.add_features_to_message(None, row, TEXT, message)
            message.set(KNOWN_SHARE, self._forms.known_share(forms))
            message.set(STRANGENESS, self._forms.strangeness(forms))
        return messages
