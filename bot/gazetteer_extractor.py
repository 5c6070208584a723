"""Rasa component that picks out one entity with a word list."""

import hashlib
from pathlib import Path
from typing import Any, Dict, List, Optional

import rasa.shared.utils.io
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
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

from bot.gazetteer import Gazetteer, Match, Terms
from bot.refusals import without_refused
from bot.text import is_payload
from bot.word_lists import files_of, read_word_list

TERMS_FILE = "terms.json"
# Named as often to be refused as to be wanted: "I do not speak French".
_REFUSABLE = frozenset(("language",))


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class GazetteerExtractor(GraphComponent, EntityExtractorMixin):
    """Finds the terms of `file` and gives their codes as values of `entity`.

    The file maps each code to its terms by language: `{code: {lang: [term, ...]}}`; a directory
    beside it may hold more languages (bot.word_lists). The terms are copied into the model, which
    then needs the files no more.
    """

    def __init__(
        self,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        terms: Terms,
    ) -> None:
        """Index the terms of each code."""
        self._entity = config["entity"]
        self._file = Path(config["file"])
        self._model_storage = model_storage
        self._resource = resource
        self._learn(terms)

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """`entity` and `file` have no default worth having."""
        return {"entity": None, "file": None}

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
        return cls(config, model_storage, resource, {})

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
        return cls(config, model_storage, resource, terms)

    @classmethod
    def fingerprint_addon(cls, config: Dict[str, Any]) -> Optional[str]:
        """The word list is no input of the graph: without this a change of it would not be seen."""
        if not config.get("file"):  # a node restored from the cache has no configuration of ours
            return None
        listed = b"".join(path.read_bytes() for path in files_of(Path(config["file"])))
        return hashlib.sha256(listed).hexdigest()

    def train(self, training_data: TrainingData) -> Resource:
        """Copy the word list into the model."""
        terms = read_word_list(self._file, rasa.shared.utils.io.read_yaml_file)
        with self._model_storage.write_to(self._resource) as directory:
            rasa.shared.utils.io.dump_obj_as_json_to_file(directory / TERMS_FILE, terms)
        self._learn(terms)
        return self._resource

    def process(self, messages: List[Message]) -> List[Message]:
        """Add the entities of each message that a person wrote."""
        for message in messages:
            text = message.get(TEXT)
            if text and not is_payload(text):
                matches = self._gazetteer.find(text)
                wanted = without_refused(text, matches) if self._entity in _REFUSABLE else matches
                found = message.get(ENTITIES, []) + self._entities(wanted)
                message.set(ENTITIES, found, add_to_output=True)
        return messages

    def _learn(self, terms: Terms) -> None:
        self._gazetteer = Gazetteer(terms)

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
