"""Rasa component that picks out one entity with a word list, and tells the classifier of it."""

import hashlib
from pathlib import Path
from typing import Any, Dict, List, Optional

import numpy as np
import rasa.shared.utils.io
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.shared.exceptions import InvalidConfigException
from rasa.shared.nlu.constants import (
    ENTITIES,
    ENTITY_ATTRIBUTE_END,
    ENTITY_ATTRIBUTE_START,
    ENTITY_ATTRIBUTE_TYPE,
    ENTITY_ATTRIBUTE_VALUE,
    TEXT,
)
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.gazetteer import Gazetteer, Match
from bot.text import is_payload

TERMS_FILE = "terms.json"


@DefaultV1Recipe.register(
    [
        DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR,
        DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER,
    ],
    is_trainable=True,
)
class GazetteerExtractor(DenseFeaturizer, GraphComponent, EntityExtractorMixin):
    """Finds the terms of `file` and gives their codes as values of `entity`.

    The file maps each code to its terms by language: `{code: {lang: [term, ...]}}`. Its terms are
    copied into the model, which then needs the file no more. The sentence feature has a column for
    each code and one for any of them, `weight` where found.
    """

    def __init__(
        self,
        config: Dict[str, Any],
        name: str,
        model_storage: ModelStorage,
        resource: Resource,
        terms: Dict[str, List[str]],
    ) -> None:
        """Index the terms of each code."""
        super().__init__(name, config)
        self._entity = config["entity"]
        self._file = Path(config["file"])
        self._model_storage = model_storage
        self._resource = resource
        self._learn(terms)

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """`entity` and `file` have no default worth having."""
        return {**DenseFeaturizer.get_default_config(), "entity": None, "file": None, "weight": 0.5}

    @classmethod
    def validate_config(cls, config: Dict[str, Any]) -> None:
        """Refuse a component that would find nothing."""
        if not config.get("entity") or not config.get("file"):
            raise InvalidConfigException("entity and file have to be given")

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "GazetteerExtractor":
        """An extractor that knows no term yet."""
        return cls(config, execution_context.node_name, model_storage, resource, {})

    @classmethod
    def load(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "GazetteerExtractor":
        """The extractor with the terms it was trained with."""
        with model_storage.read_from(resource) as directory:
            terms = rasa.shared.utils.io.read_json_file(directory / TERMS_FILE)
        return cls(config, execution_context.node_name, model_storage, resource, terms)

    @classmethod
    def fingerprint_addon(cls, config: Dict[str, Any]) -> Optional[str]:
        """The word list is no input of the graph: without this a change of it would not be seen."""
        if not config.get("file"):  # a node restored from the cache has no configuration of ours
            return None
        return hashlib.sha256(Path(config["file"]).read_bytes()).hexdigest()

    def train(self, training_data: TrainingData) -> Resource:
        """Copy the word list into the model."""
        by_language = rasa.shared.utils.io.read_yaml_file(self._file)
        terms = {
            code: [term for names in languages.values() for term in names]
            for code, languages in by_language.items()
        }
        with self._model_storage.write_to(self._resource) as directory:
            rasa.shared.utils.io.dump_obj_as_json_to_file(directory / TERMS_FILE, terms)
        self._learn(terms)
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Describe the training phrases; their own entities stay as they were marked."""
        for message in training_data.intent_examples:
            if message.get(TEXT):
                self._describe(message, self._gazetteer.find(message.get(TEXT)))
        return training_data

    def process(self, messages: List[Message]) -> List[Message]:
        """Add the entities of each message that a person wrote, and describe it."""
        for message in messages:
            text = message.get(TEXT)
            if text and not is_payload(text):
                matches = self._gazetteer.find(text)
                found = message.get(ENTITIES, []) + self._entities(matches)
                message.set(ENTITIES, found, add_to_output=True)
                self._describe(message, matches)
        return messages

    def _learn(self, terms: Dict[str, List[str]]) -> None:
        self._gazetteer = Gazetteer(terms)
        self._columns = {code: column for column, code in enumerate(sorted(terms), start=1)}

    def _describe(self, message: Message, matches: List[Match]) -> None:
        row = np.zeros((1, len(self._columns) + 1), np.float32)
        for match in matches:
            row[0, [0, self._columns[match.code]]] = self._config["weight"]
        self.add_features_to_message(None, row, TEXT, message)

    def _entities(self, matches: List[Match]) -> List[Dict[str, Any]]:
        return self.add_extractor_name(
            [
                {
                    ENTITY_ATTRIBUTE_TYPE: self._entity,
                    ENTITY_ATTRIBUTE_VALUE: match.code,
                    ENTITY_ATTRIBUTE_START: match.start,
                    ENTITY_ATTRIBUTE_END: match.end,
                }
                for match in matches
            ]
        )
