"""Rasa importer of our training phrases: what Rasa's own does in two minutes, in two seconds.

Rasa copies all phrases deeply seven times on their way to a training, and makes a fingerprint of
each, with all its features, at every step of the pipeline. A phrase here is a text and an intent.
"""

from pathlib import Path
from typing import Any, Dict, Iterator, List, Optional, Union

import rasa.shared.data
import yaml
from rasa.shared.core.training_data.story_reader.yaml_story_reader import YAMLStoryReader
from rasa.shared.exceptions import RasaException
from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

_FOLDER = "nlu"
_KEYS = {"version", "nlu"}
_BULLET = "- "


class PhrasesUnreadableError(RasaException):
    """A file of phrases is not a list of intents with their examples."""


class Phrase(Message):
    """A training phrase: copied without its features, and told apart by text and intent."""

    def fingerprint(self) -> str:
        """Text and intent; the features are computed anew in every training."""
        return f"{self.get(INTENT)}\n{self.get(TEXT)}"

    def __eq__(self, other: Any) -> bool:
        return isinstance(other, Phrase) and other.fingerprint() == self.fingerprint()

    def __hash__(self) -> int:
        return hash(self.fingerprint())

    def __deepcopy__(self, memo: Dict[int, Any]) -> "Phrase":
        return Phrase({TEXT: self.get(TEXT), INTENT: self.get(INTENT)})


class PhraseImporter(RasaFileImporter):
    """Reads the phrases under a folder `nlu` itself, and leaves the rest to Rasa."""

    def __init__(
        self,
        config_file: Optional[str] = None,
        domain_path: Optional[str] = None,
        training_data_paths: Optional[Union[List[str], str]] = None,
    ) -> None:
        """Take the paths that Rasa was started with."""
        super().__init__(config_file, domain_path, [])
        self._nlu_files = rasa.shared.data.get_data_files(training_data_paths, _holds_phrases)
        self._story_files = rasa.shared.data.get_data_files(training_data_paths, _holds_rules)
        self._phrases: Optional[List[Phrase]] = None

    def get_nlu_data(self, language: Optional[str] = "en") -> TrainingData:
        """All phrases, in whatever language. Raises PhrasesUnreadableError."""
        if self._phrases is None:
            files = sorted(self._nlu_files)
            self._phrases = [phrase for file in files for phrase in read_phrases(Path(file))]
        return TrainingData(list(self._phrases))


def read_phrases(path: Path) -> Iterator[Phrase]:
    """The phrases of one file. Raises PhrasesUnreadableError."""
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        raise PhrasesUnreadableError(f"{path}: {error}") from error
    if not isinstance(content, dict) or set(content) != _KEYS or content["nlu"] is None:
        raise PhrasesUnreadableError(f"{path} needs the keys {sorted(_KEYS)} and no other")
    for block in content["nlu"]:
        if set(block) != {"intent", "examples"}:
            raise PhrasesUnreadableError(f"{path}: an intent and its examples, not {list(block)}")
        for line in block["examples"].splitlines():
            text = line.strip()
            if text and not text.startswith(_BULLET):
                raise PhrasesUnreadableError(f"{path}: {block['intent']}: no bullet: {text!r}")
            if text:
                yield Phrase({TEXT: text[len(_BULLET) :].strip(), INTENT: block["intent"]})


def _holds_phrases(path: str) -> bool:
    return path.endswith(".yml") and _FOLDER in Path(path).parts


def _holds_rules(path: str) -> bool:
    return _FOLDER not in Path(path).parts and YAMLStoryReader.is_stories_file(path)
